import type { Day } from '../../base/index.ts';

/** What every public page says of the organisation. Made by the server from the policy in force. */
export type Site = {
  name: string;
  shortName: string;
  /** `#rrggbb`; the stylesheet darkens or lightens it until text in it can be read. */
  colour: string;
  /** True for the examples: the page then says that it is not that company's notice. */
  illustration: boolean;
  /** True where everybody is made up and the clock is that of a year that was lived for show. */
  demonstration?: boolean;
  /** A version of the notice that people are being told of; every page announces it. */
  coming: { hash: string; effectiveOn: Day | null; changes: readonly string[] } | null;
  contact: { privacy: string; phone: string | null };
  /** The record of the company, a line each, the legal name first; the foot shows the name alone when left out. */
  identity?: readonly string[];
  /** IANA zone in which moments are told; Europe/London when left out. */
  zone?: string;
  /** Whom people can complain to besides us; told in general words when left out. */
  regulator?: { name: string; href: string };
};

/** The pages that the navigation leads to; `null` is a page that it does not lead to. */
export type Here = '/' | '/notice' | '/preferences' | '/promises' | null;

/** An error at a field of a form; `field: null` is about the whole of it. */
export type FormError = { field: string | null; message: string };

/** Where writing to `contact` goes: an address, a page, or nowhere that a link could go. */
export function hrefOf(contact: string): string | null {
  if (/^(https?:\/\/|\/)/.test(contact)) return contact;
  return /^[^\s@]+@[^\s@]+$/.test(contact) ? `mailto:${contact}` : null;
}
