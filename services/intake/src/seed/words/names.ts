/** Names people bear in Morocco, each in Arabic and in Latin letters; any two make a person who does not exist. */
export type Name = readonly [ar: string, fr: string];

const list = (text: string): readonly Name[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [ar = '', fr = ''] = line.split('|').map((part) => part.trim());
      return [ar, fr];
    });

export const firstNames = list(`
أمينة | Amina
فاطمة | Fatima
خديجة | Khadija
عائشة | Aïcha
نادية | Nadia
سعاد | Souad
لطيفة | Latifa
حنان | Hanane
سميرة | Samira
مليكة | Malika
زينب | Zineb
مريم | Meryem
سلمى | Salma
هاجر | Hajar
إيمان | Imane
نعيمة | Naïma
رشيدة | Rachida
حليمة | Halima
بشرى | Bouchra
كوثر | Kaoutar
غزلان | Ghizlane
وفاء | Wafae
سناء | Sanae
إلهام | Ilham
تودة | Touda
إيطو | Itto
محمد | Mohammed
أحمد | Ahmed
يوسف | Youssef
حسن | Hassan
حسين | Hussein
إدريس | Driss
عبد الله | Abdellah
عبد الرحيم | Abderrahim
عبد الكريم | Abdelkrim
رشيد | Rachid
كريم | Karim
سعيد | Saïd
خالد | Khalid
نور الدين | Noureddine
مصطفى | Mustapha
عمر | Omar
علي | Ali
إبراهيم | Brahim
طارق | Tarik
ياسين | Yassine
أنس | Anas
حمزة | Hamza
أيوب | Ayoub
زكرياء | Zakaria
لحسن | Lahcen
موحا | Moha
حدو | Haddou
بوجمعة | Boujemaa
`);

export const lastNames = list(`
العلوي | El Alaoui
الإدريسي | El Idrissi
بناني | Bennani
الفاسي | El Fassi
التازي | Tazi
برادة | Berrada
بنجلون | Benjelloun
العمراني | El Amrani
المرابط | El Mrabet
الشرقاوي | Cherkaoui
الناصري | Naciri
الحسني | El Hassani
البقالي | El Bakkali
الوزاني | Ouazzani
المنصوري | El Mansouri
الزياني | Ziani
الراشدي | Rachidi
الصقلي | Sqalli
الكتاني | Kettani
لحلو | Lahlou
الطاهري | Tahiri
الودغيري | Oudghiri
بنعلي | Benali
بنموسى | Benmoussa
بنسعيد | Bensaïd
بنحدو | Benhaddou
بوزيان | Bouziane
بوعزة | Bouazza
بوشتى | Bouchta
آيت عمر | Aït Omar
آيت حدو | Aït Haddou
آيت بلا | Aït Bella
أوعلي | Ouali
أوحدو | Ouhaddou
أمزيان | Amziane
أزولاي | Azoulay
أكناو | Agnaou
أبركان | Aberkane
الخطابي | El Khattabi
الريفي | Rifi
السوسي | Soussi
الدكالي | Doukkali
العبدي | El Abdi
الشاوي | Chaoui
الزعري | Zaari
الصحراوي | Sahraoui
الحمداوي | Hamdaoui
المكناسي | Meknassi
الغازي | El Ghazi
الصفريوي | Sefrioui
قاسمي | Kasmi
جبران | Jabrane
مفتاح | Miftah
الحداد | El Haddad
النجار | Najjar
الحجامي | Hajjami
`);
