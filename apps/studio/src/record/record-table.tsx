import { ActionIcon, Group, Paper, Table } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ModelEntity, ModelField } from '../api/model.ts';
import type { RecordData } from '../api/records.ts';
import { useModel } from '../shell/model-context.tsx';
import { FieldValue } from './field-value.tsx';
import { titleText } from './selection.ts';

interface Props {
  readonly entity: ModelEntity;
  readonly columns: readonly ModelField[];
  readonly rows: readonly RecordData[];
  /** The sorted field, with `-` before it for descending; without `onSort` the heads are plain. */
  readonly sort?: string | undefined;
  readonly onSort?: ((sort: string) => void) | undefined;
}

/** Records as a table: the first column leads to the record. */
export function RecordTable({ entity, columns, rows, sort, onSort }: Props) {
  const { model } = useModel();
  return (
    <Paper withBorder className="scrolls">
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {columns.map((field) => (
              <Head key={field.name} field={field} sort={sort} onSort={onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((record) => (
            <Table.Tr key={record.id}>
              {columns.map((field, index) => (
                <Table.Td key={field.name}>
                  {index === 0 ? (
                    <Link to="/r/$entity/$id" params={{ entity: entity.name, id: record.id }}>
                      {typeof record[field.name] === 'string' ? String(record[field.name]) : titleText(entity, record)}
                    </Link>
                  ) : (
                    <FieldValue
                      field={field}
                      value={record[field.name]}
                      model={model}
                      hidden={record.hidden.includes(field.name)}
                    />
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Head({ field, sort, onSort }: { readonly field: ModelField } & Pick<Props, 'sort' | 'onSort'>) {
  const sorted = sort?.replace('-', '') === field.name;
  const descending = sorted && (sort?.startsWith('-') ?? false);
  return (
    <Table.Th aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}>
      <Group gap={4} wrap="nowrap">
        {field.label}
        {onSort && field.sortable && !field.reference && (
          <ActionIcon
            size="xs"
            variant={sorted ? 'light' : 'subtle'}
            color="gray"
            aria-label={field.label}
            onClick={() => onSort(sorted && !descending ? `-${field.name}` : field.name)}
          >
            {sorted ? descending ? <IconArrowDown /> : <IconArrowUp /> : <IconSelector />}
          </ActionIcon>
        )}
      </Group>
    </Table.Th>
  );
}
