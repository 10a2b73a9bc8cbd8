/** A page that says one thing. */
export interface SmallPage {
  status: number;
  title: string;
  /** A sentence or two, as text. */
  text: string;
  /** HTML below it; whoever writes it escapes what is in it. */
  more?: string;
  headers?: HeadersInit;
  /** Path that the browser goes on to by itself. */
  next?: string;
}

/** Answers a browser with a page that needs nothing else of the server. */
export function smallPage({ status, title, text, more = "", headers, next }: SmallPage): Response {
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${next === undefined ? "" : `<meta http-equiv="refresh" content="0; url=${escapeHtml(next)}">`}
<title>${escapeHtml(title)} · Psynapse</title>
</head>
<body style="font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 15vh auto; padding: 0 1rem">
<main>
<h1 style="font-size: 1.25rem">${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${more}
</main>
</body>
</html>
`;
  const answer = new Response(html, { status, headers });
  answer.headers.set("Content-Type", "text/html; charset=utf-8");
  answer.headers.set("Cache-Control", "no-store");
  return answer;
}

/** A text as HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
