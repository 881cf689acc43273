/** A number that pays: where it stands in a text, and what may be shown of it. */
export type MoneyNumber = { kind: 'card' | 'iban'; start: number; end: number; digits: string };

/** 13 to 19 digits, as people group them; not in the middle of a longer number. */
const CARD = /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d]|[.,]\d)/g;
const IBAN = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b/gi;

/** The card numbers (Luhn, and a first digit that issuers use) and IBANs (ISO 7064, mod 97) in a text. */
export function numbersIn(text: string): MoneyNumber[] {
  const found: MoneyNumber[] = [];
  for (const match of text.matchAll(CARD)) {
    const digits = match[0].replaceAll(/\D/g, '');
    if (/^[2-6]/.test(digits) && isLuhn(digits))
      found.push({ kind: 'card', start: match.index, end: match.index + match[0].length, digits });
  }
  for (const match of text.matchAll(IBAN)) {
    // A number is followed by words: the longest beginning that adds up is the number.
    for (let length = match[0].length; length >= 15; length -= 1) {
      const written = match[0].slice(0, length);
      const digits = written.replaceAll(/[ -]/g, '').toUpperCase();
      if (/[ -]$/.test(written) || !isIban(digits)) continue;
      found.push({ kind: 'iban', start: match.index, end: match.index + length, digits });
      break;
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0 && !/^0+$/.test(digits);
}

export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  let remainder = 0;
  for (const sign of text.slice(4) + text.slice(0, 4))
    for (const digit of String(Number.parseInt(sign, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

/** The last four, as receipts show it; nothing of what is shorter than eight. */
export function maskOf(value: string): string {
  const signs = value.replaceAll(/[\s-]/g, '');
  return signs.length < 8 ? '••••' : `•••• ${signs.slice(-4)}`;
}

/** The text with every such number masked. */
export function maskNumbers(text: string): string {
  let masked = text;
  for (const { start, end, digits } of numbersIn(text).reverse())
    masked = `${masked.slice(0, start)}${maskOf(digits)}${masked.slice(end)}`;
  return masked;
}
