import type { z } from 'zod';
import type { httpApi } from '../../../policy/index.ts';

const changedSince = { propertyName: 'lastmodifieddate', operator: 'GTE', value: '{since-ms}' };

/** HubSpot's contacts (CRM v3) and communication preferences (v3). `subscription` is the id of a subscription type. */
export const hubspot: z.input<typeof httpApi> = {
  says: 'contacts and what they subscribed to',
  base: 'https://api.hubapi.com',
  settings: ['subscription'],
  auth: 'bearer',
  rate: { requests: 9, seconds: 1 },
  calls: {
    find: {
      method: 'POST',
      path: '/crm/v3/objects/contacts/search',
      body: {
        filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: '{email}' }] }],
        properties: ['email'],
        sorts: [],
        limit: 100,
        after: '0',
      },
      each: 'results',
      id: 'id',
    },
    read: [
      {
        what: 'contact',
        method: 'GET',
        path: '/crm/v3/objects/contacts/{id}',
        query: {
          properties:
            'email,firstname,lastname,company,jobtitle,phone,mobilephone,address,city,zip,country,website,lifecyclestage,createdate,lastmodifieddate',
          propertiesWithHistory: 'email',
        },
        'none-on': [404],
      },
      {
        what: 'subscriptions',
        method: 'GET',
        path: '/communication-preferences/v3/status/email/{email}',
        each: 'subscriptionStatuses',
        'none-on': [404],
      },
    ],
    change: {
      method: 'PATCH',
      path: '/crm/v3/objects/contacts/{id}',
      fields: {
        email: 'properties.email',
        'first-name': 'properties.firstname',
        'last-name': 'properties.lastname',
        phone: 'properties.phone',
        company: 'properties.company',
      },
    },
    // Archiving leaves a contact for ninety days; this one removes it and its history, and bars the address.
    erase: {
      method: 'POST',
      path: '/crm/v3/objects/contacts/gdpr-delete',
      body: { objectId: '{id}' },
      'none-on': [404],
    },
    suppress: [
      {
        method: 'POST',
        path: '/communication-preferences/v3/unsubscribe',
        body: { emailAddress: '{email}', subscriptionId: '{subscription}' },
        'none-on': [404],
      },
    ],
    'opt-outs': [
      {
        method: 'POST',
        path: '/crm/v3/objects/contacts/search',
        body: {
          filterGroups: [
            {
              filters: [{ propertyName: 'hs_email_optout', operator: 'EQ', value: 'true' }, changedSince],
            },
            {
              filters: [
                { propertyName: 'hs_email_optout_{subscription}', operator: 'EQ', value: 'true' },
                changedSince,
              ],
            },
          ],
          properties: ['email', 'lastmodifieddate'],
          sorts: ['lastmodifieddate'],
          limit: '{limit}',
          after: '0',
        },
        each: 'results',
        page: { kind: 'cursor', next: 'paging.next.after', ask: 'after', size: 100, in: 'body' },
        email: 'properties.email',
        at: 'properties.lastmodifieddate',
        means: 'withdrawn',
      },
    ],
    members: {
      method: 'GET',
      path: '/crm/v3/objects/contacts',
      query: { properties: 'email' },
      each: 'results',
      page: { kind: 'cursor', next: 'paging.next.after', ask: 'after', limit: 'limit', size: 100 },
      email: 'properties.email',
    },
  },
};
