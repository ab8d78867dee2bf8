import { Badge, Button, Group, Loader, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelEntity } from '../api/model.ts';
import { picturesOf, type Standing, standingsOf } from '../api/standings.ts';
import { labelOf, type Task, tasksOf } from '../api/tasks.ts';
import { moment } from '../text/moment.ts';

/** Where the record stands in its processes, what was asked of whom in each round, and a picture. */
export function StandingPanel({ entity, id }: { readonly entity: ModelEntity; readonly id: string }) {
  const { t } = useTranslation();
  const [shown, show] = useState<Standing>();
  const standings = useQuery({ queryKey: ['standings', id], queryFn: () => standingsOf(entity, id) });
  const tasks = useQuery({ queryKey: ['tasks', id], queryFn: () => tasksOf(id) });
  const pictures = useQuery({
    queryKey: ['pictures', id],
    enabled: shown !== undefined,
    queryFn: () => picturesOf(entity, id),
  });
  if (!standings.data || standings.data.length === 0) return null;
  return (
    <Paper withBorder p="md">
      <Title order={5} mb="sm">
        {t('progress')}
      </Title>
      <Stack gap="sm">
        {standings.data.map((standing) => (
          <OneStanding key={standing.process} standing={standing} onShow={() => show(standing)} />
        ))}
        {(tasks.data ?? []).map((task) => (
          <OneTask key={task.id} task={task} />
        ))}
      </Stack>
      <Modal opened={shown !== undefined} onClose={() => show(undefined)} title={shown?.label} size="auto">
        {pictures.data ? (
          <Picture svg={pictures.data.get(shown?.process ?? '') ?? ''} title={shown?.label ?? ''} />
        ) : (
          <Loader />
        )}
      </Modal>
    </Paper>
  );
}

function OneStanding({ standing, onShow }: { readonly standing: Standing; readonly onShow: () => void }) {
  const { t, i18n } = useTranslation();
  const running = standing.clocks.filter((clock) => clock.is !== 'stopped');
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{standing.states.map((state) => state.label).join(' › ')}</Text>
        <Button size="compact-xs" variant="subtle" leftSection={<IconSitemap size={14} />} onClick={onShow}>
          {t('picture')}
        </Button>
      </Group>
      {running.map((clock) => (
        <Text key={clock.name} size="xs" c={clock.late ? 'red' : 'dimmed'}>
          {clock.label}: {clock.dueAt ? moment(clock.dueAt, i18n.language) : t('paused')}
        </Text>
      ))}
    </Stack>
  );
}

function OneTask({ task }: { readonly task: Task }) {
  const { t, i18n } = useTranslation();
  const answer = task.answer ?? task.status;
  const isLate = task.status === 'open' && task.dueAt !== null && new Date(task.dueAt) < new Date();
  const when = task.answeredAt ?? task.dueAt;
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm">
          {labelOf(task, i18n.language)}
          {task.round > 1 ? ` · ${t('round', { round: task.round })}` : ''}
        </Text>
        <Badge variant="light" tt="none" color={isLate ? 'red' : (COLORS[answer] ?? 'gray')}>
          {t(`answers.${answer.replaceAll('_', '-')}`, { defaultValue: answer })}
        </Badge>
      </Group>
      <Text size="xs" c={isLate ? 'red' : 'dimmed'}>
        {[task.answeredBy?.name, when && moment(when, i18n.language), task.reason].filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}

const COLORS: Readonly<Record<string, string>> = { agree: 'teal', complete: 'teal', disagree: 'red', open: 'blue' };

/** An image, not markup: whatever a label says, it runs nothing. */
function Picture({ svg, title }: { readonly svg: string; readonly title: string }) {
  return <img src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} alt={title} style={{ maxWidth: 'none' }} />;
}
