import type { FieldShape } from './entity-schema.ts';

/** The fields that the platform keeps on every record, as an analyst would have written them. */
export const STANDARD_FIELD_SHAPES: Readonly<Record<(typeof STANDARD_FIELDS)[number], FieldShape>> = {
  id: { type: 'text', label: { en: 'Id', ro: 'Id' } },
  number: { type: 'text', label: { en: 'Number', ro: 'Număr' }, key: true, search: true },
  version: { type: 'integer', label: { en: 'Version', ro: 'Versiune' } },
  createdAt: { type: 'instant', label: { en: 'Created', ro: 'Creat la' } },
  createdBy: { type: 'reference', to: 'User', label: { en: 'Created by', ro: 'Creat de' } },
  updatedAt: { type: 'instant', label: { en: 'Changed', ro: 'Modificat la' } },
  updatedBy: { type: 'reference', to: 'User', label: { en: 'Changed by', ro: 'Modificat de' } },
  owner: { type: 'reference', to: 'User', label: { en: 'Owner', ro: 'Responsabil' } },
  instances: { type: 'json', internal: true, label: { en: 'Running processes', ro: 'Procese în curs' } },
};

/**
 * Fields of every entity, kept by the platform. `owner`, `createdBy` and `updatedBy` refer to User. `instances` holds what
 * the record's processes know beyond the fields that they govern, by process name: internal, null where there is none.
 */
export const STANDARD_FIELDS = [
  'id',
  'number',
  'version',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'owner',
  'instances',
] as const;
