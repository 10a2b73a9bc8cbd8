import { readStartConfig } from "./config.ts";
import { createApp } from "./server/app.ts";
import { createServices } from "./server/create_services.ts";
import { processSource } from "./server/environment.ts";
import { surviveStrayErrors } from "./server/stray_errors.ts";

// The flags of `psynapse start` are read here too: the built server and the development server load
// this file, and nothing can be handed to it.
const args = Deno.args[0] === "start" ? Deno.args.slice(1) : Deno.args;
const request = readStartConfig(processSource(args));
if (request.help) throw new Error("For help: deno task start --help");

// What ops are started with is this process's environment: the token is for nobody else.
Deno.env.delete("PSYNAPSE_TOKEN");

// For as long as the process serves.
surviveStrayErrors();

/** What the app answers with, and how to end it. */
export const { services, leave } = await createServices(request.config);

/** The web app. */
export const app = createApp(services);
