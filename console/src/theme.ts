import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { site } from './site.ts';

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

const mixed = (colour: string, towards: string, share: number): string =>
  `#${channels(colour)
    .map((from, at) => Math.round(from + ((channels(towards)[at] ?? from) - from) * share))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}`;

const { light, dark } = site.accent;

/** Ten shades as the components want them: the fifth is the accent on dark pages, the seventh on light ones. */
const accent = [
  mixed(light, '#ffffff', 0.93),
  mixed(light, '#ffffff', 0.86),
  mixed(light, '#ffffff', 0.7),
  mixed(light, '#ffffff', 0.5),
  dark,
  mixed(light, '#ffffff', 0.15),
  light,
  mixed(light, '#000000', 0.12),
  mixed(light, '#000000', 0.25),
  mixed(light, '#000000', 0.4),
] as const satisfies MantineColorsTuple;

export const theme = createTheme({
  colors: { accent: [...accent] },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm', variant: 'filled' } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show what was typed' } } },
  },
});

/** Their greys are too faint to read; ours are those of the public pages. */
export const resolver: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-body': 'var(--page)',
    '--mantine-color-dimmed': 'var(--quiet)',
    '--mantine-color-placeholder': 'var(--quiet)',
    '--mantine-color-error': 'var(--broken)',
    '--mantine-color-default-border': 'var(--edge)',
    '--mantine-color-default': 'var(--page)',
    '--mantine-color-default-hover': 'var(--panel)',
    '--mantine-color-anchor': 'var(--accent)',
  };
  return { variables: {}, light: ours, dark: ours };
};
