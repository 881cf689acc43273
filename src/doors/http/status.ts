/**
 * What HTTP status a refusal's code means. Only this door knows; a code that is not here is 422: we understood, and will not.
 */
const STATUS: Readonly<Record<string, number>> = {
  'collection.unknown-point': 404,
  'collection.missing-notice': 409,
  'collection.relay-unavailable': 503,
  'requests.not-found': 404,
  'requests.already-answered': 409,
  'permission.nothing-to-confirm': 410,
  'people.two-people': 409,
  'people.not-found': 404,
  'people.same-person': 409,
  'people.already-merged': 409,
  'people.not-merged': 409,
  'people.merged-on': 409,
  'people.mail-leaving': 409,
  'people.no-reason': 400,
  'event.id-reused': 409,
  'ledger.empty': 404,
  'ledger.which-proof': 400,
  'evidence.unknown-entry': 404,
  'evidence.not-sequenced': 409,
  'evidence.no-such-tree': 404,
  'link.invalid': 404,
  'page.not-found': 404,
  'key.missing': 401,
  'key.unknown': 401,
  'key.scope': 403,
  'policy.none': 503,
  'http.too-many': 429,
  'http.too-large': 413,
  'http.malformed': 400,
  'http.unreadable-text': 400,
  'http.bad-key': 400,
  'http.bad-cursor': 400,
  'http.key-reused': 422,
  'http.no-such-address': 404,
  'http.no-such-method': 405,
  'http.unknown-media': 415,
};

export const statusOf = (code: string): number =>
  STATUS[code] ?? (code.startsWith('share.') || code.startsWith('transfer.') ? 403 : 422);
