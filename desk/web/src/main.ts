import { mount } from 'svelte';
import App from './App.svelte';
import { sweepDrafts } from './lib/drafts';
import { page, speak } from './lib/i18n.svelte';
import './style/desk.scss';

speak(page.language);
sweepDrafts();

const target = document.getElementById('desk');
if (target) mount(App, { target });
