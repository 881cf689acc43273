import type { AgeBand, CollectionPoint } from '../../collection/index.ts';
import type { FieldKind } from '../../policy/index.ts';
import type { FormError } from './site.ts';

/** A form as it is shown: for the first time, or again with what was typed and what was wrong. */
export type FormProps = {
  /** Name of the collection point. */
  point: string;
  declared: CollectionPoint;
  /** The version of the notice that is linked here, and comes back with the form. */
  notice: { hash: string };
  /** By name: the purposes that it serves, asks about and offers. */
  purposes: Readonly<Record<string, { says: string; channels?: readonly string[] | undefined }>>;
  /** The words of a consent question or an offer, by purpose, where the policy keeps them; paragraphs by empty lines. */
  wording?: Readonly<Record<string, string>>;
  /** Labels by field, where they are not the declared question or the field's own name. */
  labels?: Readonly<Record<string, string>>;
  /** Where the recipients of this are: `us`, `ie`, `eea`. */
  countries: readonly string[];
  /** What was typed, by field, when the form comes back. */
  values: Readonly<Record<string, string>>;
  /** What was ticked, when the form comes back. Nothing is ticked before the person did it. */
  ticked?: { consent: readonly string[]; decline: readonly string[] };
  errors: readonly FormError[];
  /** The ages that it tells apart, where it asks; and what was chosen, when the form comes back. */
  ages?: readonly AgeBand[];
  age?: number | undefined;
  /** Says when this page was made, and makes two presses of the button one submission. */
  token?: string;
  /** What each field holds; a text where nothing is said. */
  kinds?: Readonly<Record<string, FieldKind>>;
  /** By field: the question whose explicit yes it needs, asked right beside it. */
  explicit?: Readonly<Record<string, string>>;
  /** The questions of an application that ask whether sensitive details in the papers may be used. */
  sensitive?: readonly string[];
  /** Where a testimonial may appear: each place a question of its own. */
  outlets?: readonly string[];
  tickedOutlets?: readonly string[];
  /** Fields of an anonymous survey that would tell who answers; they come last, and are kept apart. */
  apart?: readonly string[];
  /** What somebody sends to a friend, from their own device. */
  share?: { subject: string; text: string };
};
