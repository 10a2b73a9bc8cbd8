/**
 * Whether the user is told of long runs by the browser's notifications. The wish is kept in the browser and shared by
 * all tabs; the permission is the browser's to give, and can be taken away there at any time.
 *
 * @module
 */
import { browserStorage } from "../models/storage.ts";

/** `blocked`: the browser does not allow it. `missing`: it cannot, here. */
export type NotifyState = "on" | "off" | "blocked" | "missing";

const KEY = "psynapse.notify";

/** How it is now. */
export function notifyState(): NotifyState {
  if (typeof Notification === "undefined" || !globalThis.isSecureContext) return "missing";
  if (Notification.permission === "denied") return "blocked";
  const isWanted = browserStorage("localStorage").getItem(KEY) === "on";
  return isWanted && Notification.permission === "granted" ? "on" : "off";
}

/** Turns it on or off; asks for the permission, so that it has to be called from a click or a key press. */
export async function setNotify(on: boolean): Promise<NotifyState> {
  const state = notifyState();
  if (state === "missing" || state === "blocked") return state;
  const isAllowed = !on || await Notification.requestPermission() === "granted";
  browserStorage("localStorage").setItem(KEY, on && isAllowed ? "on" : "off");
  return notifyState();
}

/** Shows a notification, where the user wishes it; a click on it leads to this page. Returns how to take it away. */
export function notify(title: string, body: string, icon: string | undefined): () => void {
  if (notifyState() !== "on") return () => {};
  let shown: Notification;
  try {
    shown = new Notification(title, { body, ...(icon === undefined ? {} : { icon }) });
  } catch {
    // Browsers of phones have the permission but only show what a service worker sends. The title says it as well.
    return () => {};
  }
  shown.onclick = () => {
    globalThis.focus();
    shown.close();
  };
  return () => shown.close();
}
