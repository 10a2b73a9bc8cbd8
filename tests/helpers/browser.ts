import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { TOUR_KEY } from "@/client/guide/tour.ts";
import { type BrowserProgram, chromiumFromPackage } from "./chromium_package.ts";

/** How browsers start: quiet, without a sandbox (tests run as root in containers), and no traffic but the test's own. */
export const ARGS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-default-browser-check",
  "--no-first-run",
];

const WAY_OUT =
  "Browser tests need a Chromium that runs here: set CHROME_PATH to the executable of " +
  'an installed Chrome or Chromium (on Debian: "apt-get install chromium", then ' +
  "CHROME_PATH=/usr/bin/chromium).";

/**
 * Starts a headless browser: the one that `CHROME_PATH` names, else the one that comes as an npm
 * package. Close it in `finally`, or use `await using`.
 *
 * @param firstVisit whether pages show the tour, as to somebody who has never been there
 * @throws with what to do, where no browser can run
 */
export async function launchBrowser(
  { firstVisit = false }: { firstVisit?: boolean } = {},
): Promise<Browser> {
  return await startBrowser(async ({ path, env }) => {
    const browser = await chromium.launch({
      executablePath: path,
      args: [...ARGS],
      env: { ...Deno.env.toObject(), ...env },
    });
    return firstVisit ? browser : withoutTour(browser);
  });
}

/** Starts a browser with the executable that there is. Throws with what to do, where none can run. */
export async function startBrowser<B>(
  launch: (program: BrowserProgram) => Promise<B>,
): Promise<B> {
  const installed = Deno.env.get("CHROME_PATH");
  try {
    return await launch(installed ? { path: installed, env: {} } : await chromiumFromPackage());
  } catch (cause) {
    const tried = installed ? `CHROME_PATH=${installed}` : "npm:@sparticuz/chromium";
    throw new Error(`Cannot start a browser from ${tried}. ${WAY_OUT}`, { cause });
  }
}

/** Its pages are those of somebody who has seen the tour. */
function withoutTour(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    await skipTour(context);
    return context;
  };
  return browser;
}

/** Pages that are opened from now on are those of somebody who has seen the tour. */
export async function skipTour(context: BrowserContext): Promise<void> {
  await context.addInitScript(rememberTour, TOUR_KEY);
}

/** Runs in the page before it loads. */
function rememberTour(key: string): void {
  try {
    localStorage.setItem(key, "seen");
  } catch {
    // A page without an address has no storage, and no tour.
  }
}
