/** The colours that follow from the organisation's own: as links and buttons on a light and on a dark page. */
export type Palette = { light: string; dark: string };

export const LIGHT = { page: '#ffffff', panel: '#f3f5f7' } as const;
export const DARK = { page: '#15181c', panel: '#1f242a' } as const;

/** WCAG 2.2 asks for 4.5 for text (1.4.3); more on dark, where thin coloured letters fade sooner. */
const READABLE = { onLight: 4.9, onDark: 6.5 };
const OURS = '#1d4f91';

/**
 * The organisation's colour where it can be read, else the nearest shade of it that can: darker on a light page, lighter on
 * a dark one. Anything that is not `#rrggbb` becomes a plain blue, so that no colour can carry a rule of its own.
 */
export function paletteOf(colour: string): Palette {
  const base = /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : OURS;
  return {
    light: readableOn([LIGHT.page, LIGHT.panel], base, '#000000', READABLE.onLight),
    dark: readableOn([DARK.page, DARK.panel], base, '#ffffff', READABLE.onDark),
  };
}

function readableOn(grounds: readonly string[], colour: string, towards: string, enough: number): string {
  for (let step = 0; step <= 50; step += 1) {
    const shade = mixed(colour, towards, step / 50);
    if (grounds.every((ground) => contrast(shade, ground) >= enough)) return shade;
  }
  return towards;
}

/** Contrast of two colours as WCAG 2.2 counts it: 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const channelsOf = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mixed(colour: string, towards: string, share: number): string {
  const to = channelsOf(towards);
  const bytes = channelsOf(colour).map((from, at) => Math.round(from + ((to[at] ?? from) - from) * share));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
