/** What is wrong with a new password, in words; null: nothing. Length and guessability only: no riddles of signs and digits. */
export function weaknessOf(
  password: string,
  { names, least, most }: { names: readonly string[]; least: number; most: number },
): string | null {
  const said = password.toLowerCase();
  const length = [...password].length;
  if (length < least) return `Take at least ${least} characters: four words are easy to remember.`;
  if (length > most) return `Take at most ${most} characters.`;
  if (new Set(said).size < 6) return 'The same few characters again and again are guessed first.';
  const told = [...names, 'password', 'kept', 'qwerty', '12345'].map((name) => name.toLowerCase().trim());
  const left = told
    .filter((name) => name.length >= 4)
    .reduce((rest, name) => rest.replaceAll(name, ''), said);
  if ([...left].length < least - 4)
    return 'Take something that is neither your name, your address, nor a word that all try first.';
  return null;
}
