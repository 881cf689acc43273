/*
 * Words of this room
 * - person:       somebody whose data it is; an id and nothing else
 * - identity:     an address or number by which we know a person; found by a keyed hash, kept sealed
 * - relationship: that a person is something to us from a day until a day; worked out from its starts and ends
 * - event:        what happened to a person; counted from by retention and soft opt-in
 * - category:     a kind of people of the policy; who belongs to it follows from relationships
 * - merge:        two who turned out to be one: one id stays, the other becomes it, and it can be undone
 */
export { categoriesOf, isGoing, type Relationship } from './category.rules.ts';
export {
  type Happening,
  type Relating,
  recordEvents,
  settleRelationships,
} from './happening.ts';
export { canonical, canonicalOrNull, type Identity, type IdentityKind } from './identity.rules.ts';
export { findOrMakePeople, peopleKnownBy } from './known.ts';
export { holdTwo, type Merge, type Moved, recordMerge, recordUnmerge, standingMerge } from './merge.ts';
export { activeFact, relationshipsFact } from './people.facts.ts';
export {
  allFormerIdsOf,
  allIdentitiesOf,
  findOrMakePerson,
  findPerson,
  formerIdsOf,
  holdPeople,
  holdPerson,
  identitiesOf,
  personNow,
} from './person.ts';
export { type Profile, profileOf, relationshipsOf } from './profile.view.ts';
export { markOf, type Span } from './relationship.rules.ts';
