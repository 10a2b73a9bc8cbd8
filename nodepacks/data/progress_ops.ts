/**
 * Long work on tables.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { parse } from "csv-parse";
import { ProgressOp } from "psynapse";
import { csvOptions, type Separator, toRow } from "./_csv.ts";
import { type ColumnProfile, TableProfile } from "./_profile.ts";

/** How many bytes the parser is given at once. */
const PIECE = 64 * 1024;

/** How often it is said how far the work is, at most. */
const REPORTS = 100;

/**
 * Reads a large CSV text row by row and says of each column what is in it: type, empty and different values, smallest and
 * largest number, mean.
 *
 * @example
 * new ProfileCsv().call("n\n1\n5")
 * // [{ column: "n", type: "number", filled: 2, empty: 0, distinct: 2, min: 1, max: 5, mean: 3 }]
 */
export class ProfileCsv extends ProgressOp {
  /**
   * @param text The CSV text.
   * @param separator What stands between the values.
   * @param header Whether the first line holds the names of the columns.
   */
  async call(
    text: string,
    separator: Separator = "comma",
    header = true,
  ): Promise<ColumnProfile[]> {
    // Bytes, so that no character is cut in two halves.
    const bytesOfText = Buffer.from(text);
    const total = bytesOfText.length;
    const parser = parse(csvOptions({ separator, header, numbers: true }));
    const profile = new TableProfile();
    let reported = 0;
    for await (const record of Readable.from(pieces(bytesOfText)).compose(parser)) {
      profile.add(toRow(record));
      const { bytes } = parser.info;
      if (bytes - reported < total / REPORTS) continue;
      reported = bytes;
      this.report(bytes, total, `Rows read: ${profile.rows}`);
      // Lets a stop come in between.
      await nextTurn();
      this.signal.throwIfAborted();
    }
    this.report(total, total, `Rows read: ${profile.rows}`);
    return profile.columns();
  }
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += PIECE) {
    yield bytes.subarray(start, start + PIECE);
  }
}
