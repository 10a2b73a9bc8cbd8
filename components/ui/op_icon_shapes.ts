/**
 * The icons that ops may have. Loaded when the first op has one.
 *
 * @module
 */
import bot from "lucide/dist/esm/icons/bot.mjs";
import braces from "lucide/dist/esm/icons/braces.mjs";
import calculator from "lucide/dist/esm/icons/calculator.mjs";
import camera from "lucide/dist/esm/icons/camera.mjs";
import chart from "lucide/dist/esm/icons/chart-column.mjs";
import clock from "lucide/dist/esm/icons/clock.mjs";
import code from "lucide/dist/esm/icons/code.mjs";
import database from "lucide/dist/esm/icons/database.mjs";
import file from "lucide/dist/esm/icons/file-text.mjs";
import globe from "lucide/dist/esm/icons/globe.mjs";
import hash from "lucide/dist/esm/icons/hash.mjs";
import image from "lucide/dist/esm/icons/image.mjs";
import key from "lucide/dist/esm/icons/key.mjs";
import languages from "lucide/dist/esm/icons/languages.mjs";
import list from "lucide/dist/esm/icons/list.mjs";
import mail from "lucide/dist/esm/icons/mail.mjs";
import map from "lucide/dist/esm/icons/map.mjs";
import message from "lucide/dist/esm/icons/message-square.mjs";
import palette from "lucide/dist/esm/icons/palette.mjs";
import scissors from "lucide/dist/esm/icons/scissors.mjs";
import search from "lucide/dist/esm/icons/search.mjs";
import shuffle from "lucide/dist/esm/icons/shuffle.mjs";
import sparkles from "lucide/dist/esm/icons/sparkles.mjs";
import table from "lucide/dist/esm/icons/table.mjs";
import text from "lucide/dist/esm/icons/type.mjs";
import video from "lucide/dist/esm/icons/video.mjs";
import wand from "lucide/dist/esm/icons/wand.mjs";
import zap from "lucide/dist/esm/icons/zap.mjs";
import type { OpIcon } from "../../engine/core/op_icons.ts";
import type { IconShape } from "./Icon.tsx";

/** Shapes by the name that `@icon` has. */
export const OP_ICON_SHAPES = {
  bot,
  braces,
  calculator,
  camera,
  chart,
  clock,
  code,
  database,
  file,
  globe,
  hash,
  image,
  key,
  languages,
  list,
  mail,
  map,
  message,
  palette,
  scissors,
  search,
  shuffle,
  sparkles,
  table,
  text,
  video,
  wand,
  zap,
} as const satisfies Record<OpIcon, IconShape>;
