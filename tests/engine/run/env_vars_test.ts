import { expect } from "@std/expect";
import { checkEnvVars } from "@/engine/run/env_vars.ts";

Deno.test("checkEnvVars() lets ordinary variables through", () => {
  checkEnvVars({ OPENAI_API_KEY: "x", PATH: "/bin", MY_DENO_DIR: "x", LDAP: "x" });
});

for (
  const name of ["LD_PRELOAD", "DYLD_INSERT_LIBRARIES", "DENO_DIR", "deno_dir", "NODE_OPTIONS"]
) {
  Deno.test(`checkEnvVars() refuses ${name}`, () => {
    expect(() => checkEnvVars({ A: "1", [name]: "x" })).toThrow(
      `env_vars.${name} cannot be set for a run`,
    );
  });
}
