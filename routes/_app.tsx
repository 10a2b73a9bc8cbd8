import { asset } from "fresh/runtime";
import { readLook } from "../client/models/look.ts";
import { BAR_COLORS, DARK_MEDIA } from "../client/models/theme.ts";
import { define } from "../utils.ts";

export default define.page(function AppWrapper({ Component, req }) {
  const { theme } = readLook(req.headers.get("Cookie"));
  const dark = DARK_MEDIA[theme];
  return (
    <html lang="en" data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          name="description"
          content="Plain TypeScript functions as nodes of a graph that runs"
        />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <meta name="theme-color" content={BAR_COLORS.dark} media={dark} data-dark />
        <meta name="theme-color" content={BAR_COLORS.light} />
        <title>Psynapse</title>
        <link rel="icon" type="image/svg+xml" href={asset("/favicon.svg")} />
        <link rel="stylesheet" href={asset("/styles.css")} />
        <link rel="stylesheet" href={asset("/styles/dark.css")} media={dark} data-dark />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
});
