/*
 * Words of this room
 * - person:       somebody whose data it is; an id and nothing else
 * - identity:     an address or number by which we know a person; found by a keyed hash, kept sealed
 * - relationship: that a person is something to us from a day until a day
 * - event:        what happened to a person; counted from by retention and soft opt-in
 */
export { beginRelationship, endRelationship, recordEvent } from './happening.ts';
export { canonical, type Identity, type IdentityKind } from './identity.rules.ts';
export { relationshipsFact } from './people.facts.ts';
export { findOrMakePerson, findPerson, holdPerson, identitiesOf } from './person.ts';
