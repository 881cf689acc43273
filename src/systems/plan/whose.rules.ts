import { tokensOf } from '../classify/tokens.rules.ts';

/** Words for the two sides of what passes between people: `from_name` is of `sender_id`. */
const SIDES: readonly ReadonlySet<string>[] = [
  'from sender absender expediteur remitente mittente afzender nadawca author auteur autor autore',
  'to recipient receiver addressee empfaenger empfanger destinataire destinatario ontvanger odbiorca',
  'buyer kaeufer kaufer acheteur comprador acquirente koper',
  'seller verkaeufer verkaufer vendeur vendedor venditore verkoper',
  'inviter invited invitedby host',
  'invitee guest gast invite invitado',
].map((words) => new Set(words.split(' ')));

/**
 * Of which links a column of a shared row tells, by its name: `sender_name` is of `sender_id`. Empty: the name says nothing.
 * `links` are the columns of each.
 */
export function placesOf(column: string, links: readonly (readonly string[])[]): number[] {
  const stems = links.map((ours) =>
    ours.includes(column) ? column.length : Math.max(0, ...ours.map((link) => stemIn(column, link))),
  );
  const longest = Math.max(0, ...stems);
  if (longest > 0) return links.flatMap((_, at) => (stems[at] === longest ? [at] : []));
  const side = sideOf(column);
  if (side === undefined) return [];
  return links.flatMap((ours, at) => (ours.some((link) => sideOf(link) === side) ? [at] : []));
}

const sideOf = (column: string): ReadonlySet<string> | undefined => {
  const first = tokensOf(column)[0] ?? '';
  return SIDES.find((side) => side.has(first));
};

function stemIn(column: string, link: string): number {
  const stem = link.replace(/[ _-]?(id|uuid|guid|key|pk|fk|nr|no|number|code)$/i, '');
  if (stem.length < 3 || !column.toLowerCase().startsWith(stem.toLowerCase())) return 0;
  return /^([ _-]|[A-Z0-9]|$)/.test(column.slice(stem.length)) ? stem.length : 0;
}
