/** JSON that is the same for as long as `version` is: a client that has it already is told so (304). */
export function versionedJson(request: Request, version: string, value: unknown): Response {
  const headers = { ETag: `"${version}"`, "Cache-Control": "no-cache" };
  const known = request.headers.get("If-None-Match")?.split(",").map((tag) => tag.trim()) ?? [];
  if (known.includes(headers.ETag)) return new Response(null, { status: 304, headers });
  return Response.json(value, { headers });
}
