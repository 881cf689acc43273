/*
 * Words of this room
 * - page:  a whole HTML document, made on the server from what it is given; it needs no script and loads one stylesheet
 * - site:  what every page says of the organisation, and the change of its notice that is coming
 * - door:  one of the four things that people come to the privacy centre for
 * - state: of a promise: a word and a shape, never a colour alone
 */
export { type CentreProps, centrePage, type Door, fourDoors } from './centre.tsx';
export { type ComplaintNewProps, complaintNewPage } from './complaint-new.tsx';
export { activatedPage, activatePage, confirmedPage, confirmPage } from './confirm.tsx';
export { formPage } from './form.tsx';
export { type FormDoneProps, formDonePage } from './form-done.tsx';
export type { FormProps } from './form-props.ts';
export { type SessionProps, sessionDonePage, sessionPage } from './form-session.tsx';
export { type SignpostProps, signpostPage } from './form-signpost.tsx';
export { type HandedOverProps, handedOverPage } from './handed-over.tsx';
export { type MessageProps, messagePage } from './message.tsx';
export { type NewAddressProps, newAddressPage } from './new-address.tsx';
export { type NoticeProps, type NoticeVersion, noticePage } from './notice.tsx';
export { type OwnDataProps, ownDataAskPage, ownDataPage } from './own-data.tsx';
export {
  type ChannelChoice,
  type PreferencesProps,
  type PurposeChoice,
  preferencesAskPage,
  preferencesPage,
} from './preferences.tsx';
export { promisesPage } from './promises.tsx';
export { readPage } from './read.tsx';
export { referencePage, referenceTagPage } from './reference.tsx';
export { type RequestNewProps, requestNewPage, requestTakenPage } from './request-new.tsx';
export { type RequestStatusProps, requestStatusPage } from './request-status.tsx';
export type { FormError, Site } from './site.ts';
export { stylesheet } from './stylesheet.ts';
export { surveyResultsPage } from './survey-results.tsx';
export { myTestimonialPage, testimonialsPage } from './testimonial.tsx';
export { type ToldProps, toldPage } from './told.tsx';
export { unsubscribedPage, unsubscribePage } from './unsubscribe.tsx';
export { type CheckedDocument, verifyPage } from './verify.tsx';
export { visitorDonePage, visitorPage } from './visitor.tsx';
