import { expect } from "@std/expect";
import { callOp } from "@/engine/host/op_instance.ts";
import { Reports } from "@/engine/host/reports.ts";
import type { WorkerReport } from "@/engine/host/worker_protocol.ts";
import { ProgressOp, StreamOp } from "@/engine/op.ts";

/** Calls an op, and gives its result and what it reported. */
async function call(op: unknown, ...args: unknown[]) {
  const reported: WorkerReport[] = [];
  const backlog = new Int32Array(new SharedArrayBuffer(4));
  const reports = new Reports((message) => {
    if (message.type === "reports") reported.push(...message.reports);
  }, backlog);
  const { signal } = new AbortController();
  const result = await callOp(op, "Op", args, reports, signal);
  return { result, reported, signal };
}

Deno.test("callOp() connects the base classes", async () => {
  class Count extends ProgressOp {
    call(to: number) {
      this.report(1, to, "one");
      this.report(to, to);
      return this.signal;
    }
  }
  const progress = await call(Count, 2);
  expect(progress.reported).toEqual([[0.5, "one"], [1, ""]]);
  expect(progress.result).toBe(progress.signal);
  class Say extends StreamOp {
    call(text: string) {
      this.emit(text);
      return text;
    }
  }
  expect(await call(Say, "hi")).toMatchObject({ reported: ["hi"], result: "hi" });
});

for (const name of ["setCallback", "set_callback"]) {
  Deno.test(`callOp() connects reporters that have ${name}`, async () => {
    const reporter = () => {
      const it = { say: (..._: unknown[]) => {}, [name]: (say: () => void) => void (it.say = say) };
      return it;
    };
    class Both {
      _progressReporter = reporter();
      _streamReporter = reporter();
      call() {
        this._progressReporter.say(0.5, "half");
        this._streamReporter.say("text");
      }
    }
    expect((await call(Both)).reported).toEqual([[0.5, "half"], "text"]);
  });
}

Deno.test("callOp() needs neither base class nor reporter", async () => {
  class Plain {
    call(a: number, b: number) {
      return a + b;
    }
  }
  expect(await call(Plain, 1, 2)).toMatchObject({ result: 3, reported: [] });
  class Odd {
    _streamReporter = { setCallback: "no function" };
    call = () => 1;
  }
  expect((await call(Odd)).result).toBe(1);
});

Deno.test("callOp() names a class that is not there", async () => {
  await expect(call(undefined)).rejects.toThrow('There is no class "Op"');
});
