import { expect, test } from 'vitest';
import { contrast, DARK, LIGHT, paletteOf } from '../palette.rules.ts';
import { stylesheet } from '../stylesheet.ts';

test('the contrast of two colours is counted as WCAG counts it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2);
});

test.each(['#ffff00', '#ff9900', '#00c8ff', '#1d4f91', '#000000', '#ffffff', '#808080', '#c4682b'])(
  'text in the colour of an organisation that chose %s can be read on a light and on a dark page',
  (colour) => {
    const { light, dark } = paletteOf(colour);
    for (const ground of Object.values(LIGHT)) expect(contrast(light, ground)).toBeGreaterThanOrEqual(4.5);
    for (const ground of Object.values(DARK)) expect(contrast(dark, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(light, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark, DARK.page)).toBeGreaterThanOrEqual(4.5);
  },
);

test('a colour that can be read is left as it is', () => {
  expect(paletteOf('#1D4F91').light).toBe('#1d4f91');
});

test('what is no colour adds no rule to the stylesheet', () => {
  const sheet = stylesheet('red; } body { background: url(https://evil.example)');
  expect(sheet).toBe(stylesheet('#1d4f91'));
  expect(sheet).not.toMatch(/url\(|@import|https?:/);
});
