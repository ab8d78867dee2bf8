import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  Loader,
  Menu,
  NavLink,
  ScrollArea,
  SegmentedControl,
  Text,
  Title,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKnown } from '../api/known.ts';
import { request, token } from '../api/request.ts';
import { chooseLanguage, LANGUAGES } from '../text/texts.ts';
import { Failure } from './failure.tsx';
import { ModelProvider } from './model-context.tsx';
import { placesOf } from './places.ts';
import { SignIn } from './sign-in.tsx';

/** Everything around a page: who is signed in, what there is to go to, and the language. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [signedIn, setSignedIn] = useState(token.get() !== null);
  const [menu, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const known = useKnown(signedIn);
  // After a step to another page a telephone shows the page, not the menu.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it waits for
  useEffect(close, [path]);
  const forgotten = known.isError && token.get() === null;
  if (!signedIn || forgotten) {
    return (
      <SignIn
        onSignedIn={() => {
          queries.clear();
          setSignedIn(true);
        }}
      />
    );
  }
  if (known.isError) return <Failure error={known.error} onRetry={() => known.refetch()} />;
  if (!known.data) return <Loader m="xl" />;
  const { model, me } = known.data;
  const signOut = async () => {
    // A server that does not answer keeps nobody here; the session then ends by itself.
    await request('mutation { logout }').catch(() => {});
    token.clear();
    queries.clear();
    setSignedIn(false);
  };
  return (
    <ModelProvider value={known.data}>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 230, breakpoint: 'sm', collapsed: { mobile: !menu } }}
        padding="md"
      >
        <AppShell.Header px="md" bg="deal.7" c="white">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Group wrap="nowrap">
              <Burger opened={menu} onClick={toggle} hiddenFrom="sm" size="sm" color="white" aria-label="Menu" />
              <Title order={4}>Dealwright</Title>
            </Group>
            <Group wrap="nowrap" gap="xs">
              <SegmentedControl
                size="xs"
                value={i18n.language}
                data={LANGUAGES.map((each) => ({ value: each, label: each.toUpperCase() }))}
                onChange={chooseLanguage}
              />
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon variant="subtle" color="white" aria-label={me.name}>
                    <IconUser size={20} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Label>{me.name}</Menu.Label>
                  <Menu.Item component="a" href="/graphiql">
                    {t('apiExplorer')}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
                    {t('signOut')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
              <Text size="sm" visibleFrom="sm">
                {me.name}
              </Text>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs">
          <ScrollArea>
            <NavLink component={Link} to="/tasks" label={t('myTasks')} active={path === '/tasks'} mb="xs" />
            {placesOf(model).map((entity) => (
              <NavLink
                key={entity.name}
                component={Link}
                to={`/r/${entity.name}`}
                label={entity.plural}
                active={path.startsWith(`/r/${entity.name}`)}
              />
            ))}
          </ScrollArea>
        </AppShell.Navbar>
        <AppShell.Main>
          <Outlet />
        </AppShell.Main>
      </AppShell>
    </ModelProvider>
  );
}
