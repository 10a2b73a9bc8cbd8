/**
 * The browser entry of development: warnings from Preact, reload when the server comes back with
 * changed code, and then what production does.
 *
 * @module
 */
import "preact/debug";
import "./live_reload.ts";
import "./boot.ts";
