import type { Prose, Sentence } from '../notice.ts';
import {
  ADDRESS,
  BODY,
  CONTACT_FORM,
  DPO,
  EMAIL,
  NAMES_CONTROLLER,
  NOT_A_CONTROLLER,
  PHONE,
  REPRESENTATIVE,
  UK_POSTCODE,
  VENDOR,
} from '../terms/identity.ts';
import { ABSENT, denied, type Fact, said, stronger, weak } from './fact.ts';

export const hasChannel = (sentence: Sentence): boolean =>
  EMAIL.test(sentence.text) ||
  PHONE.test(sentence.text) ||
  UK_POSTCODE.test(sentence.text) ||
  ADDRESS.test(sentence.text);

const AUTHORITY_CONTACT = /\bico\b|information commission|supervisory|cnil|ico\.org|wycliffe|google|0303 123/;

/** The sentences around `at`, the whole section where it is short. */
const around = (prose: Prose, at: Sentence, before: number, after: number): readonly Sentence[] =>
  prose.sentences.slice(Math.max(0, at.n - 1 - before), at.n + after);

export function controllerName(prose: Prose): Fact {
  let fact: Fact = ABSENT;
  for (const sentence of prose.sentences) {
    const body = BODY.exec(sentence.text);
    const ownBody = body && !VENDOR.test(body[0]) && !NOT_A_CONTROLLER.test(body[0]);
    if (NAMES_CONTROLLER.test(sentence.low)) {
      if (ownBody || /"we"|'we'|"us"|'us'|we are |controller/.test(sentence.low)) {
        if (ownBody || /(?:\s|"|')[A-Z][a-z]+/.test(sentence.text.slice(1))) return said(sentence);
      }
    }
    if (ownBody && (sentence.n <= 12 || /privacy|contact|registered|company|©|address/.test(sentence.low)))
      return said(sentence);
    if (ownBody) fact = stronger(fact, weak(sentence));
  }
  if (fact.is === 'absent') {
    const alone = prose.sentences.find((sentence) =>
      /\b(?:I am|I'm|my name is|My name is|run by|written by|owned by|operated by) (?:\w+ ){0,2}[A-Z][a-z]+/.test(
        sentence.text,
      ),
    );
    if (alone) return said(alone);
    const branded = prose.sentences.find(
      (sentence) =>
        /\b(?:at|welcome to|of|by|from|with|for) [A-Z][A-Za-z0-9]+|^[A-Z][A-Za-z0-9'-]+ (?:[A-Z][\w'-]+ ){0,3}(?:is|are|will|may|takes|respects|values|has|privacy|Privacy)\b/.test(
          sentence.text,
        ) &&
        /\bwe\b|\bour\b|privacy/.test(sentence.low) &&
        !VENDOR.test(sentence.text) &&
        !/^(?:this|the|your|our|if|we|you|it|when|how|what|information|personal)\b/.test(sentence.low),
    );
    if (branded) return weak(branded);
  }
  return fact;
}

export function controllerContact(prose: Prose): Fact {
  let fact: Fact = ABSENT;
  for (const sentence of prose.sentences) {
    if (AUTHORITY_CONTACT.test(sentence.low) && !/\bus\b|\bour\b/.test(sentence.low)) continue;
    if (hasChannel(sentence)) return said(sentence);
    if (CONTACT_FORM.test(sentence.low)) fact = stronger(fact, weak(sentence));
  }
  return fact;
}

/** A data protection officer, and how to reach him or her. Weak: named, with no channel beside the name. */
export function dpoContact(prose: Prose): Fact {
  let fact: Fact = ABSENT;
  for (const sentence of prose.sentences) {
    if (!DPO.test(sentence.low)) continue;
    if (
      /\b(?:not|n't|no) (?:been )?(?:required|obliged|need|appoint\w*|have|legally)|do not have a/.test(
        sentence.low,
      )
    )
      return denied(sentence);
    const near = around(prose, sentence, 3, 6).some(
      (other) =>
        (hasChannel(other) || CONTACT_FORM.test(other.low)) &&
        !(AUTHORITY_CONTACT.test(other.low) && other.n !== sentence.n),
    );
    const pointed = /(?:details|address|contact)[^;]{0,40}(?:below|above|section|end of)/.test(sentence.low);
    fact = stronger(fact, near || pointed ? said(sentence) : weak(sentence));
    if (fact.is === 'said') return fact;
  }
  return fact;
}

/** A representative under Article 27. Weak: spoken of, but neither named nor reachable. */
export function representative(prose: Prose): { identity: Fact; contact: Fact } {
  let identity: Fact = ABSENT;
  let contact: Fact = ABSENT;
  for (const sentence of prose.sentences) {
    if (!REPRESENTATIVE.test(sentence.low) || /sales representative|your representative/.test(sentence.low))
      continue;
    const near = around(prose, sentence, 1, 5);
    identity = stronger(
      identity,
      near.some((other) => BODY.test(other.text) || /: ?[A-Z]\w+/.test(other.text))
        ? said(sentence)
        : weak(sentence),
    );
    contact = stronger(
      contact,
      near.some((other) => hasChannel(other) || /https?:|www\./.test(other.low))
        ? said(sentence)
        : weak(sentence),
    );
  }
  return { identity, contact };
}
