import type { Prose } from './notice.ts';
import { VENDOR } from './terms/identity.ts';
import { EU_LAW, EU_SEAT, UK_ADDRESS, UK_LAW, UK_SEAT, US_SEAT } from './terms/jurisdiction.ts';

/** Whose law the text shows signs of. Both may hold: a group with seats in London and Dublin answers to both. */
export interface Jurisdiction {
  /** Duties of the United Kingdom alone (s.164A, PECR, the fee) are checked. */
  readonly uk: boolean;
  /** The controller itself has its seat there; else the United Kingdom's law reaches it from abroad. */
  readonly seatedInUk: boolean;
  readonly eu: boolean;
  readonly us: boolean;
}

const count = (prose: Prose, pattern: RegExp): number =>
  prose.sentences.reduce((sum, sentence) => sum + (pattern.test(sentence.low) ? 1 : 0), 0);

/** Read from the text: statutes and authorities named, seats, postcodes, spelling of addresses. */
export function readJurisdiction(prose: Prose): Jurisdiction {
  const ukLaw = count(prose, UK_LAW);
  const ukSeat = count(prose, UK_SEAT);
  const ukAddress = count(prose, UK_ADDRESS);
  const euSeat = count(prose, EU_SEAT);
  const own = { ...prose, sentences: prose.sentences.filter((sentence) => !VENDOR.test(sentence.text)) };
  const usSeat = count(own, US_SEAT);
  const uk = ukLaw + ukSeat + ukAddress;
  return {
    // An authority mentioned once among others in a continental notice does not make it British.
    uk: uk >= 2 || (uk === 1 && euSeat === 0 && usSeat <= 2),
    seatedInUk:
      ukSeat > 0 ||
      (ukAddress > 0 && usSeat === 0 && euSeat === 0) ||
      (ukLaw > 0 && euSeat === 0 && usSeat === 0),
    eu: euSeat > 0 || count(prose, EU_LAW) > 0,
    us: usSeat > 0,
  };
}
