/** A text on the page and how it stands out from what is behind it. */
export interface TextContrast {
  text: string;
  /** By WCAG: 1 for the same color, 21 for black on white. */
  ratio: number;
}

/**
 * The contrast of every text that is seen, from the colors that the browser computes. To be given to
 * `page.evaluate()`: it must not use anything from outside itself.
 */
export function textContrasts(): TextContrast[] {
  type Color = [red: number, green: number, blue: number, alpha: number];
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;

  const parsed = new Map<string, Color>();

  /** Any color that CSS can write, as 0..255 and an alpha of 0..1. */
  function parse(css: string): Color {
    let color = parsed.get(css);
    if (color === undefined) parsed.set(css, color = painted(css));
    return color;
  }

  function painted(css: string): Color {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = css;
    paint.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = paint.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  function over([r, g, b, a]: Color, [r2, g2, b2]: Color): Color {
    return [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];
  }

  /** What is behind an element's text: the grounds of those around it, one over the other. */
  function ground(element: Element | null): Color {
    if (!element) return parse("Canvas");
    const own = parse(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  }

  function luminance([red, green, blue]: Color): number {
    const [r, g, b] = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function ratio(element: Element): number {
    const back = ground(element);
    const front = over(parse(getComputedStyle(element).color), back);
    const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  function ownText(element: Element): string {
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      return element.value;
    }
    const texts = [...element.childNodes].filter((child) => child instanceof Text);
    return texts.map((child) => child.textContent).join("").trim();
  }

  const isSeen = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 1;
  return [...document.body.querySelectorAll("*")]
    .filter((element) => ownText(element) !== "" && isSeen(element))
    .map((element) => ({ text: ownText(element), ratio: ratio(element) }));
}
