import { Button, Group, Loader, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../api/list-search.ts';
import { listQuery } from '../api/records.ts';
import { RecordTable } from '../record/record-table.tsx';
import { columnsOf } from '../record/selection.ts';
import { Failure } from '../shell/failure.tsx';
import { useEntity, useModel } from '../shell/model-context.tsx';

/** A list of any entity: searched, sorted, page by page. */
export function ListPage() {
  const { t } = useTranslation();
  const { model } = useModel();
  const { entity: name } = useParams({ from: '/r/$entity' });
  const search = useSearch({ from: '/r/$entity' });
  const entity = useEntity(name);
  const navigate = useNavigate();
  const [words, setWords] = useState(search.q ?? '');
  useEffect(() => {
    if (entity) localStorage.setItem('dealwright.last', entity.name);
  }, [entity]);
  const list = useQuery({
    queryKey: ['list', name, search],
    queryFn: () =>
      entity ? listQuery(entity, columnsOf(entity), model, search) : Promise.reject(new Error(t('notFound'))),
    placeholderData: keepPreviousData,
  });
  if (!entity) return <Failure error={new Error(t('notFound'))} />;
  const go = (next: ListSearch) => navigate({ to: '/r/$entity', params: { entity: name }, search: next });
  const asked = search.q ? { q: search.q } : {};
  const page = list.data;
  return (
    <>
      <Group justify="space-between" mb="md">
        <Title order={2}>{entity.plural}</Title>
        <Group>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              go(words ? { q: words } : {});
            }}
          >
            <TextInput
              leftSection={<IconSearch size={16} />}
              placeholder={t('search')}
              aria-label={t('search')}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          </form>
          {entity.can.create && (
            <Button component={Link} to={`/new/${name}`} leftSection={<IconPlus size={16} />}>
              {t('create', { what: entity.label })}
            </Button>
          )}
        </Group>
      </Group>
      {list.isError && <Failure error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && <Loader />}
      {page?.nodes.length === 0 && <Text c="dimmed">{t(search.q ? 'noneFound' : 'none')}</Text>}
      {page && page.nodes.length > 0 && (
        <>
          <RecordTable
            entity={entity}
            columns={columnsOf(entity)}
            rows={page.nodes}
            sort={search.sort}
            onSort={(sort) => go({ ...asked, sort })}
          />
          <Group justify="space-between" mt="sm">
            <Text size="sm" c="dimmed">
              {t('records', { count: page.totalCount })}
            </Text>
            <Group>
              {search.after && (
                <Button variant="default" size="xs" onClick={() => history.back()}>
                  {t('previous')}
                </Button>
              )}
              {page.pageInfo.hasNextPage && (
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => go({ ...search, after: page.pageInfo.endCursor ?? '' })}
                >
                  {t('next')}
                </Button>
              )}
            </Group>
          </Group>
        </>
      )}
    </>
  );
}
