/**
 * Unpacks a Chromium that comes as an npm package into the folder that `TMPDIR` names: the browser,
 * the libraries it links to, and fonts. Run by `chromium_package.ts` as a process of its own, without
 * the project's config: the package asks the environment where to unpack and what, and it is fetched
 * for browser tests only, because it is larger than all else together.
 *
 * @module
 */
const [specifier] = Deno.args;
// Only on this system, by its name, does the package unpack libraries too.
Deno.env.set("AWS_LAMBDA_JS_RUNTIME", "nodejs22.x");
const { default: chromium }: { default: { executablePath(): Promise<string> } } = await import(
  specifier
);
await chromium.executablePath();
