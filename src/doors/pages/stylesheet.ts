import { DARK, LIGHT, paletteOf } from './palette.rules.ts';
import { boardStyles } from './styles/board.ts';
import { formStyles } from './styles/form.ts';
import { frameStyles } from './styles/frame.ts';
import { noticeStyles } from './styles/notice.ts';
import { printStyles } from './styles/print.ts';
import { referenceStyles } from './styles/reference.ts';
import { requestStyles } from './styles/request.ts';

/** The one stylesheet of the public pages, in the organisation's colour (`#rrggbb`). It asks for no font and no picture. */
export function stylesheet(colour: string): string {
  const accent = paletteOf(colour);
  const light = `--page: ${LIGHT.page}; --panel: ${LIGHT.panel}; --accent: ${accent.light}; --on-accent: #ffffff;
  --ink: #16191d; --quiet: #4a525c; --rule: #d5dae0; --edge: #6b7480;
  --kept: #1a6b3c; --attested: #3b5a80; --proven: #17636b; --unproven: #5b6470; --at-risk: #8a5300; --broken: #b3261e;
  --warned: #fdf5e6; --good: #eef7f1; --wrong: #fdf0ef;`;
  const dark = `--page: ${DARK.page}; --panel: ${DARK.panel}; --accent: ${accent.dark}; --on-accent: ${DARK.page};
  --ink: #e9ecef; --quiet: #b3bcc6; --rule: #363d46; --edge: #8b96a3;
  --kept: #7ed9a0; --attested: #9fc0ea; --proven: #7fd1d8; --unproven: #aab3bd; --at-risk: #f2c063; --broken: #ff9c94;
  --warned: #2b2416; --good: #17271d; --wrong: #301b1a;`;
  return `:root {
  color-scheme: light dark;
  ${light}
}
@media (prefers-color-scheme: dark) {
  :root {
  ${dark}
  }
}
${[frameStyles, noticeStyles, formStyles, boardStyles, requestStyles, referenceStyles, printStyles(light)].join('\n')}`;
}
