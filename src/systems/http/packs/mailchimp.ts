import type { z } from 'zod';
import type { httpApi } from '../../../policy/index.ts';

const member = '/lists/{list}/members/{email-md5}';

/** Mailchimp's Marketing API 3.0. A member of a list is known by the MD5 of the address in small letters. */
export const mailchimp: z.input<typeof httpApi> = {
  says: 'lists of people, their profiles and what they did with our e-mails',
  settings: ['list'],
  auth: 'basic',
  rate: { requests: 10, seconds: 1 },
  calls: {
    find: { method: 'GET', path: member, query: { fields: 'id,email_address' }, 'none-on': [404], id: 'id' },
    read: [
      { what: 'profile', method: 'GET', path: '/lists/{list}/members/{id}', 'none-on': [404] },
      {
        what: 'activity',
        method: 'GET',
        path: '/lists/{list}/members/{id}/activity-feed',
        each: 'activity',
        page: { kind: 'offset', ask: 'offset', limit: 'count', size: 1000, total: 'total_items' },
        'none-on': [404],
      },
      {
        what: 'notes',
        method: 'GET',
        path: '/lists/{list}/members/{id}/notes',
        each: 'notes',
        page: { kind: 'offset', ask: 'offset', limit: 'count', size: 1000, total: 'total_items' },
        'none-on': [404],
      },
    ],
    change: {
      method: 'PATCH',
      path: '/lists/{list}/members/{id}',
      fields: {
        email: 'email_address',
        'first-name': 'merge_fields.FNAME',
        'last-name': 'merge_fields.LNAME',
      },
    },
    // Archiving ("delete") keeps the profile; only this one removes it, and the address can then not be added again by import.
    erase: {
      method: 'POST',
      path: '/lists/{list}/members/{id}/actions/delete-permanent',
      'none-on': [404],
    },
    suppress: [{ method: 'PATCH', path: member, body: { status: 'unsubscribed' }, 'none-on': [404] }],
    'opt-outs': [
      {
        method: 'GET',
        path: '/lists/{list}/members',
        query: {
          status: 'unsubscribed',
          since_last_changed: '{since}',
          sort_field: 'last_changed',
          sort_dir: 'ASC',
        },
        each: 'members',
        page: { kind: 'offset', ask: 'offset', limit: 'count', size: 500, total: 'total_items' },
        email: 'email_address',
        at: 'last_changed',
        means: 'withdrawn',
      },
      {
        method: 'GET',
        path: '/lists/{list}/members',
        query: {
          status: 'cleaned',
          since_last_changed: '{since}',
          sort_field: 'last_changed',
          sort_dir: 'ASC',
        },
        each: 'members',
        page: { kind: 'offset', ask: 'offset', limit: 'count', size: 500, total: 'total_items' },
        email: 'email_address',
        at: 'last_changed',
        means: 'bounced',
      },
    ],
    members: {
      method: 'GET',
      path: '/lists/{list}/members',
      query: { status: 'subscribed' },
      each: 'members',
      page: { kind: 'offset', ask: 'offset', limit: 'count', size: 1000, total: 'total_items' },
      email: 'email_address',
    },
  },
};
