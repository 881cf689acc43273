import { accuracySweep } from './accuracy.control.ts';
import { applicantFile, fencedPapers } from './application.control.ts';
import { callRecording } from './call.control.ts';
import { cameraSignpost } from './camera.control.ts';
import { caseFiles } from './case.control.ts';
import { intakeFields, noticeAtThePoint } from './fields.control.ts';
import { credentialVault, moneyVault } from './parts.control.ts';
import { testimonialPublisher } from './publication.control.ts';
import { ownDevice } from './referral.control.ts';
import { relayOnly } from './relay.control.ts';
import { remoteSupport } from './session.control.ts';
import { intakeSource } from './source.control.ts';
import { specialFence } from './special.control.ts';
import { staffMap } from './staff.control.ts';
import { lawfulSources } from './supplier.control.ts';
import { surveyEngine, volunteeredOnly } from './survey.control.ts';
import { telemetrySchema } from './telemetry.control.ts';
import { toldInTime } from './told.control.ts';
import { visitorBook } from './visit.control.ts';

export const collectionControls = [
  intakeFields,
  noticeAtThePoint,
  relayOnly,
  intakeSource,
  lawfulSources,
  toldInTime,
  applicantFile,
  fencedPapers,
  surveyEngine,
  volunteeredOnly,
  testimonialPublisher,
  caseFiles,
  visitorBook,
  telemetrySchema,
  credentialVault,
  moneyVault,
  accuracySweep,
  ownDevice,
  cameraSignpost,
  callRecording,
  remoteSupport,
  specialFence,
  staffMap,
];
