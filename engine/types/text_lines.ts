/** Cuts text into lines, without their ends. */
export class TextLineStream extends TransformStream<string, string> {
  constructor() {
    let parts: string[] = [];
    super({
      transform(chunk, controller) {
        const lines = chunk.split("\n");
        for (let at = 0; at < lines.length - 1; at++) {
          controller.enqueue(parts.join("") + lines[at]);
          parts = [];
        }
        parts.push(lines[lines.length - 1]);
      },
    });
  }
}
