import { permissionKind, roleKind } from '@dealwright/access';
import { connectorKind } from '@dealwright/connectors';
import { clauseKind, documentKind } from '@dealwright/documents';
import { messageKind, webhookKind } from '@dealwright/effects';
import { calendarKind, choicesKind, dataKind, entityKind, settingKind } from '@dealwright/entities';
import type { AnyKind } from '@dealwright/metadata';
import { processKind } from '@dealwright/processes';
import { decisionKind } from '@dealwright/rules';
import { scenarioKind } from './scenario/scenario.ts';

/** All kinds of content, in the order in which they are linked: each may name those before it. */
export const KINDS: readonly AnyKind[] = [
  choicesKind,
  settingKind,
  calendarKind,
  entityKind,
  roleKind,
  permissionKind,
  messageKind,
  connectorKind,
  decisionKind,
  processKind,
  webhookKind,
  clauseKind,
  documentKind,
  dataKind,
  scenarioKind,
];
