import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { isSecretName, isSetting, looksSecret, passwordsIn } from "@/engine/core/secret_values.ts";

describe("looksSecret()", () => {
  const secrets = [
    "sk-proj-a8f3kQ92mZxY71",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r",
    "550e8400-e29b-41d4-a716-446655440000",
    "d41d8cd98f00b204e9800998ecf8427e",
    "postgres://bob:pw@db.example/main",
    "c2VjcmV0LXZhbHVlLTE=",
    "xkqzjvbnwplm",
    "hunter2-8Kd93k",
    "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    "4242424242424242",
  ];
  for (const value of secrets) {
    it(`takes ${value} for one`, () => expect(looksSecret(value)).toBe(true));
  }

  const plain = [
    "zero",
    "production",
    "eu-west-1",
    "us-central1",
    "gpt-4o-mini",
    "claude-sonnet-4-5-20250929",
    "text-embedding-3-small",
    "/usr/local/bin:/usr/bin",
    "/home/user/.config/psynapse",
    "C:\\Users\\Bob\\AppData",
    "https://api.example.com/v1",
    "http://127.0.0.1:8080/",
    "Hello, World! How are you?",
    "bob@example.com",
    "2026-11-22T20:15:00Z",
    "application/json; charset=utf-8",
    "Europe/Berlin",
    "en_US.UTF-8",
    "3.14159265",
    "1048576",
    "camelCaseWords",
    "OpenAI",
    "Grüße aus Köln",
    "東京都千代田区丸の内",
    "true",
    "",
  ];
  for (const value of plain) {
    it(`takes "${value}" for none`, () => expect(looksSecret(value)).toBe(false));
  }
});

describe("isSecretName()", () => {
  for (const name of ["OPENAI_API_KEY", "db_password", "GithubToken", "AWS_SECRET", "SESSION_ID"]) {
    it(`knows ${name}`, () => expect(isSecretName(name)).toBe(true));
  }
  for (const name of ["REGION", "MAX_TOKENS", "PATH_STYLE", "MODEL"]) {
    it(`leaves ${name}`, () => expect(isSecretName(name)).toBe(false));
  }
});

describe("isSetting()", () => {
  for (const value of ["true", "Off", "none", "15"]) {
    it(`knows ${value}`, () => expect(isSetting(value)).toBe(true));
  }
  for (const value of ["1234", "hunter2", "truer"]) {
    it(`leaves ${value}`, () => expect(isSetting(value)).toBe(false));
  }
});

describe("passwordsIn()", () => {
  it("finds those of all addresses", () => {
    expect(passwordsIn("redis://:a1@h, https://u:p%40ss@x/y and https://x/y:z")).toEqual([
      "a1",
      "p%40ss",
    ]);
  });
});
