import { type ReadonlySignal, signal } from "@preact/signals";

/** How a notice looks, and whether it goes away by itself (`info` and `success` do). */
export type NoticeKind = "info" | "success" | "warning" | "error";

/** Something that a button in a notice does. */
export interface NoticeAction {
  label: string;
  run(): void;
}

/** A message to the user above the page. */
export interface Notice {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly text: string;
  /** More lines, for what is listed (warnings of a file). */
  readonly details?: readonly string[];
  /** The way out. */
  readonly action?: NoticeAction;
}

/** Messages to the user, newest last. */
export interface NoticesModel {
  readonly items: ReadonlySignal<readonly Notice[]>;
  /** Shows a notice and returns its id. One with the same text takes the place of the older one. */
  show(notice: Omit<Notice, "id">): number;
  dismiss(id: number): void;
}

/** Most notices on the page at once; the oldest makes room. */
const MOST = 5;

/** Makes a {@link NoticesModel} without any. */
export function createNotices(): NoticesModel {
  const items = signal<readonly Notice[]>([]);
  let lastId = 0;
  return {
    items,
    show(notice) {
      const id = ++lastId;
      const others = items.value.filter(({ text }) => text !== notice.text);
      items.value = [...others, { ...notice, id }].slice(-MOST);
      return id;
    },
    dismiss(id) {
      items.value = items.value.filter((notice) => notice.id !== id);
    },
  };
}
