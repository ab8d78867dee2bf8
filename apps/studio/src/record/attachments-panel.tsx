import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { filesOf } from '../api/files.ts';
import { fetchFile } from '../api/request.ts';
import { moment } from '../text/moment.ts';

/** The files of a record: documents that were made of it, and what people attached. */
export function AttachmentsPanel({ record }: { readonly record: string }) {
  const { t, i18n } = useTranslation();
  const files = useQuery({ queryKey: ['files', record], queryFn: () => filesOf(record) });
  if (!files.data || files.data.length === 0) return null;
  return (
    <Paper withBorder p="md">
      <Title order={5} mb="sm">
        {t('files')}
      </Title>
      <Stack gap="xs">
        {files.data.map(({ id, name, as, createdAt }) => (
          <Group key={id} gap="xs" wrap="nowrap" align="flex-start">
            <IconFile size={18} />
            <div>
              <Anchor component="button" type="button" size="sm" ta="left" onClick={() => download(id)}>
                {name}
              </Anchor>
              <Text size="xs" c="dimmed">
                {as} · {moment(createdAt, i18n.language)}
              </Text>
            </div>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}

/** With the person's rights: a plain link would carry no token. */
async function download(id: string): Promise<void> {
  const { name, blob } = await fetchFile(`/files/${id}`);
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
