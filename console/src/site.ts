/** What the server writes into the page: whose console it is. */
export type Site = {
  name: string;
  shortName: string;
  /** IANA zone in which moments are told. */
  zone: string;
  /** What time it was by the house's clock when the page was loaded: a demonstration has a clock of its own. */
  now: string;
  illustration: boolean;
  /** Everybody in it is made up, and so is its clock. */
  demonstration: boolean;
  /** The policy has a point at which support cases are opened. */
  cases: boolean;
  /** The organisation's colour, readable on a light and on a dark page. */
  accent: { light: string; dark: string };
};

export const site: Site = JSON.parse(document.documentElement.dataset.site ?? '{}');

const apart = Date.parse(site.now) - Date.now();

/** What time it is by the house's clock, as far as this machine's clock goes as fast. */
export const now = (): Date => new Date(Date.now() + apart);
