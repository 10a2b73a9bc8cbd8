import { type BrowserContext, chromium } from "playwright-core";
import { ARGS, skipTour, startBrowser } from "./browser.ts";

/** A browser whose profile stays when it ends, which it does by force. */
export interface ProfileBrowser extends AsyncDisposable {
  /** What its profile has: pages share what the browser keeps. */
  readonly context: BrowserContext;
  /** Ends it at once, as a crash does: nothing is said to its pages, nothing is written any more. */
  kill(): Promise<void>;
}

/** Starts a headless browser on the profile in a folder. It is killed when it is disposed of, and the folder stays. */
export async function launchProfile(folder: string): Promise<ProfileBrowser> {
  return await startBrowser(async ({ path, env }) => {
    const process = new Deno.Command(path, {
      args: [...ARGS, "--headless", "--remote-debugging-port=0", `--user-data-dir=${folder}`],
      env,
      ...{ stdin: "null", stdout: "null", stderr: "piped" },
    }).spawn();
    const { url, ended } = readOutput(process.stderr);
    const kill = async () => {
      process.kill("SIGKILL");
      await Promise.all([process.status, ended]);
    };
    try {
      const browser = await chromium.connectOverCDP(await url);
      const gone = new Promise<void>((resolve) => browser.on("disconnected", () => resolve()));
      let killing: Promise<unknown> | undefined;
      const killOnce = async () => {
        await (killing ??= Promise.all([kill(), gone]));
      };
      const [context] = browser.contexts();
      await skipTour(context);
      return {
        context,
        kill: killOnce,
        [Symbol.asyncDispose]: killOnce,
      };
    } catch (error) {
      await kill();
      throw error;
    }
  });
}

/** Reads what a browser says to its end; where it can be reached, once it says so. */
function readOutput(stderr: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const url = Promise.withResolvers<string>();
  const read = async () => {
    let said = "";
    for await (const text of stderr.pipeThrough(new TextDecoderStream())) {
      said += text;
      const found = /DevTools listening on (\S+)/.exec(said)?.[1];
      if (found) url.resolve(found);
    }
    url.reject(new Error(`The browser has ended. It said: ${said}`));
  };
  return { url: url.promise, ended: read() };
}
