import { asset } from "fresh/runtime";
import { define } from "../utils.ts";

export default define.page(function AppWrapper({ Component }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          name="description"
          content="Plain TypeScript functions as nodes of a graph that runs"
        />
        <meta name="color-scheme" content="light dark" />
        <title>Psynapse</title>
        <link rel="icon" type="image/svg+xml" href={asset("/favicon.svg")} />
        <link rel="stylesheet" href={asset("/styles.css")} />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
});
