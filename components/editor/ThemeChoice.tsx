import { THEME_NAMES, THEMES } from "../../client/models/theme.ts";
import { useEditor } from "./context.ts";

/** Light, dark, or as the device is. */
export function ThemeChoice() {
  const { theme } = useEditor();
  return (
    <fieldset class="theme-choice">
      <legend>Theme</legend>
      <div class="choice">
        {THEMES.map((one) => (
          <label key={one} class="choice-item">
            <input
              type="radio"
              class="visually-hidden"
              name="theme"
              checked={theme.chosen.value === one}
              onChange={() => theme.choose(one)}
            />
            {THEME_NAMES[one]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
