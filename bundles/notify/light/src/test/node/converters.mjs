// SPDX-License-Identifier: Apache-2.0
// Feeds each message that the hub sends to a lamp to the converters of Zigbee2MQTT, as Zigbee2MQTT itself does, and fails
// when one is not known to the device or is refused.
// usage: node converters.mjs MESSAGES.json, an array of {"device", "topic": "set"|"get", "payload"}
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const converters = require('zigbee-herdsman-converters');

/** modelID, manufacturerName: as the devices report them. */
const DEVICES = {
    colour: ['LCA001', 'Signify Netherlands B.V.'],
    light: ['TRADFRIbulbE27WSglobeopal1055lm', 'IKEA of Sweden'],
    switch: ['TRADFRI control outlet', 'IKEA of Sweden'],
    siren: ['WarningDevice', 'HEIMAN'],
};

/** The converters ask for the name of the class. */
class Endpoint {}

/** Does anything, and knows every cluster. */
function endpoint(device, sent) {
    const known = Object.assign(new Endpoint(), {
        ID: 1, inputClusters: [0, 3, 4, 5, 6, 8, 768, 1282], outputClusters: [], meta: {}, binds: [], configuredReportings: [],
        deviceIeeeAddress: device.ieeeAddr, groupMemberships: [],
        supportsInputCluster: () => true,
        supportsOutputCluster: () => false,
        getInputClusters: () => [],
        getClusterAttributeValue: (cluster, name) =>
            ({colorCapabilities: 31, colorTempPhysicalMin: 153, colorTempPhysicalMax: 500, onOff: 1, currentLevel: 100})[name],
        saveClusterAttributeKeyValue: () => {},
        getDevice: () => device,
        hasPendingRequests: () => false,
    });
    return new Proxy(known, {
        get: (target, name) =>
            name in target || typeof name !== 'string' || name === 'then' || name === 'constructor'
                ? target[name]
                : async (...parameters) => { sent.push([name, ...parameters]); return {}; },
    });
}

async function lamp(kind, sent) {
    const [modelID, manufacturerName] = DEVICES[kind];
    const device = {
        modelID, manufacturerName, ieeeAddr: '0x0011223344556677', type: 'Router', networkAddress: 1, meta: {},
        interviewed: true, powerSource: 'Mains (single phase)', customClusters: {},
        getEndpoint: () => device.endpoints[0], save: () => {},
    };
    device.endpoints = [endpoint(device, sent)];
    const definition = await converters.findByDevice(device);
    if (!definition) throw new Error(`there is no definition of ${modelID}`);
    return {device, definition};
}

async function feed({device, definition}, {topic, payload}, sent) {
    const message = JSON.parse(payload);
    const state = {state: 'ON', brightness: 100, color_temp: 300, color_mode: 'color_temp'};
    const used = new Set();
    // Zigbee2MQTT: a converter gets a message once, for the first of its keys; the state comes last when it switches off.
    for (const [key, value] of Object.entries(message)) {
        const converter = definition.toZigbee.find(
            (c) => (!c.key || c.key.includes(key)) && (topic === 'set' ? c.convertSet : c.convertGet));
        if (!converter) {
            if (key === 'transition' && definition.toZigbee.some((c) => c.key?.includes('brightness'))) continue;
            throw new Error(`no converter for '${key}'`);
        }
        if (used.has(converter)) continue;
        used.add(converter);
        const meta = {
            message, mapped: definition, device, endpoint_name: undefined, options: {}, state, membersState: undefined,
            publish: () => {}, converterOptions: {}, endpoint_name_suffix: '', logger: console,
        };
        await (topic === 'set'
            ? converter.convertSet(device.endpoints[0], key, value, meta)
            : converter.convertGet(device.endpoints[0], key, meta));
    }
    if (!sent.length) throw new Error('nothing was sent to the device');
}

converters.setLogger?.({debug: () => {}, info: () => {}, warning: () => {}, error: (text) => { throw new Error(text); }});
const messages = JSON.parse(readFileSync(process.argv[2], 'utf8'));
let failed = 0;
for (const message of messages) {
    const sent = [];
    try {
        await feed(await lamp(message.device, sent), message, sent);
    } catch (e) {
        failed++;
        console.error(`${message.device} ${message.topic} ${message.payload}: ${e.message}`);
    }
}
console.log(`${messages.length - failed} of ${messages.length} messages are understood`);
process.exit(failed || !messages.length ? 1 : 0);
