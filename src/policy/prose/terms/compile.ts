/*
 * Term lists are data. In a term, `~` stands for up to 70 characters of the same clause and `*` for the rest of a word;
 * otherwise it is a regular expression on tidied lower-case text, without open-ended repetition, so that no
 * text can make it run away. A comma, colon, bracket or quotation mark may stand before the gap.
 */
const GAP = '[^;]{0,70}?';

export function terms(...said: readonly string[]): RegExp {
  const body = said
    .map((term) =>
      term.replaceAll(' ~', `[,:)'"]{0,2} ${GAP}`).replaceAll('~', GAP).replaceAll('*', '[a-z]{0,12}'),
    )
    .join('|');
  return new RegExp(`(?<![a-z0-9])(?:${body})(?![a-z0-9])`);
}
