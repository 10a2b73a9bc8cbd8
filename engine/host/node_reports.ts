import { errorMessage } from "../core/errors.ts";
import type { Inputs } from "../core/gather_inputs.ts";
import type { GraphNode } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import { LargePreviews } from "../core/large_value.ts";
import type { ValuePreview } from "../core/preview.ts";
import { toJson } from "../core/to_json.ts";
import { writeWhole } from "../core/whole_value.ts";
import { showInputs } from "./builtin.ts";
import { TooLargeError } from "./output.ts";
import {
  CARRIED,
  type CarriedValue,
  COMPLETED,
  EXECUTING,
  FAILED,
  type HostEvent,
  type Part,
  RETURNED,
  SHOWN,
  SKIPPED,
} from "./protocol.ts";
import { carryValue, carryWhole, isPlainJson } from "./values.ts";

/** Where {@link NodeReports} go. */
export interface ReportOutput {
  /** @throws {TooLargeError} when it is larger than an event may be */
  event(event: HostEvent): void;
  /** A value of so many bytes was told as a preview: it may be asked for. */
  keep?(node: number, value: unknown, size: number): void;
}

/** Characters of an error's message that are told. */
const MOST_MESSAGE = 10_000;

/** Makes events of what happens to the nodes of a part, with the values that other hosts need of them. */
export class NodeReports {
  /** Where large values are not told. */
  readonly #previews: LargePreviews | undefined;
  /** Results are reused. */
  readonly #isCompared: boolean;

  /** @param messageOf the message of what an op threw */
  constructor(
    private readonly part: Part,
    private readonly output: ReportOutput,
    private readonly messageOf: (thrown: unknown) => string = errorMessage,
  ) {
    this.#previews = part.previews && new LargePreviews(part.previews.over);
    this.#isCompared = part.candidates !== undefined;
  }

  /** A node begins, at a time of the `performance` clock. */
  began(i: number, inputs: Inputs, started: number): void {
    const shown = this.#shown(this.part.nodes[i].node.kind, inputs);
    this.output.event([EXECUTING, i, shown, Math.round(performance.timeOrigin + started)]);
  }

  /**
   * A node has its value.
   *
   * @throws {TooLargeError} when the value is larger than may be told: the node has failed by that
   */
  completed(i: number, value: unknown, milliseconds: number): void {
    const { node, exported, returned } = this.part.nodes[i];
    const preview = this.#previewOf(node.kind, value);
    const lossy = preview !== undefined || !isPlainJson(value);
    if (preview !== undefined) this.output.keep?.(i, value, preview.size);
    if (node.kind === "view") {
      this.output.event(
        preview
          ? [SHOWN, i, milliseconds, true, true]
          : lossy
          ? [SHOWN, i, milliseconds, true]
          : [SHOWN, i, milliseconds],
      );
    } else if (preview !== undefined) {
      this.output.event([COMPLETED, i, { ...preview }, milliseconds, true, true]);
    } else {
      const output = toJson(value);
      this.output.event(
        lossy ? [COMPLETED, i, output, milliseconds, true] : [COMPLETED, i, output, milliseconds],
      );
    }
    if (exported || (lossy && this.#isCompared)) this.#carry(i, value, lossy);
    if (lossy && returned) this.#return(i, value);
  }

  /** A node has failed. */
  failed(i: number, message: string, milliseconds: number): void {
    this.output.event([FAILED, i, message, milliseconds]);
    this.#carryFailure(i, this.part.nodes[i].name);
  }

  /** A node does not run, as the one of that name failed. */
  skipped(i: number, failed: string): void {
    this.output.event([SKIPPED, i, `Skipped because "${failed}" failed`, failed]);
    this.#carryFailure(i, failed);
  }

  /** What is told of an error of a node. */
  errorText(i: number, error: unknown): string {
    const message = this.messageOf(error);
    if (TooLargeError.is(error)) return `Node "${this.part.nodes[i].name}" ${message}`;
    if (message.length <= MOST_MESSAGE) return message;
    return `${message.slice(0, MOST_MESSAGE)}… (${message.length} characters)`;
  }

  /** Inputs as events show them. */
  #shown(kind: GraphNode["kind"], inputs: Inputs): Record<string, JsonValue> {
    const previews = this.#previews;
    if (previews === undefined || this.#isWhole(kind)) return showInputs(inputs);
    let shown: Inputs | undefined;
    for (const name in inputs) {
      const preview = previews.of(inputs[name]);
      if (preview === undefined) continue;
      shown ??= Object.assign(Object.create(null), inputs) as Inputs;
      shown[name] = preview;
    }
    return showInputs(shown ?? inputs);
  }

  #previewOf(kind: GraphNode["kind"], value: unknown): ValuePreview | undefined {
    if (this.#previews === undefined || this.#isWhole(kind)) return undefined;
    return this.#previews.of(value);
  }

  #isWhole(kind: GraphNode["kind"]): boolean {
    return kind === "view" && this.part.previews?.wholeViews === true;
  }

  /** Gives a value to other hosts; one that is too large for that is lost to them. */
  #carry(i: number, value: unknown, lossy: boolean): void {
    try {
      const whole = lossy && this.#isCompared ? carryWhole(value) : undefined;
      // What is not whole is of use to other hosts alone.
      if (whole === undefined && !this.part.nodes[i].exported) return;
      this.output.event([CARRIED, i, whole ?? carryValue(value)]);
    } catch (error) {
      const message = this.errorText(i, error);
      this.output.event([CARRIED, i, { form: "lost", message }]);
    }
  }

  #carryFailure(i: number, failed: string): void {
    if (!this.part.nodes[i].exported) return;
    const carried: CarriedValue = this.part.onError === "null"
      ? { form: "json", value: null }
      : { form: "failed", failed };
    this.output.event([CARRIED, i, carried]);
  }

  /** Gives a value to the host that the node was moved from; one that cannot be given whole is made there again. */
  #return(i: number, value: unknown): void {
    try {
      this.output.event([RETURNED, i, writeWhole(value) ?? null]);
    } catch (error) {
      if (!TooLargeError.is(error)) throw error;
      this.output.event([RETURNED, i, null]);
    }
  }
}
