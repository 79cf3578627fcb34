/** Invented persons' names, by the language they come from, with every letter that has made trouble in lists. */
export interface NameList {
  readonly citizenship: string
  readonly female: readonly [string, ...string[]]
  readonly male: readonly [string, ...string[]]
  readonly family: readonly [string, ...string[]]
}

const list = (citizenship: string, female: string, male: string, family: string): NameList => {
  const split = (text: string): [string, ...string[]] => {
    const [first = '', ...rest] = text.split(', ')
    return [first, ...rest]
  }
  return { citizenship, female: split(female), male: split(male), family: split(family) }
}

/** Weighted by order: the first lists are drawn most often. */
export const nameLists: readonly [NameList, ...NameList[]] = [
  list(
    'Syria',
    'Amina, Fatima, Layla, Rasha, Hala, Noor, Rima, Salma, Yasmin, Zahra, Dima, Lubna, Mariam, Sahar',
    'Ahmad, Khaled, Omar, Yousef, Bilal, Hassan, Ibrahim, Mahmoud, Tarek, Zaid, Anas, Fadi, Samir, Walid',
    'Al-Hassan, Al-Khatib, Haddad, Khalil, Nasser, Sabbagh, Darwish, Kanaan, Al-Masri, Shahin, Barakat, Hamdan, Issa, Qasim',
  ),
  list(
    'Eritrea',
    'Selam, Saba, Feven, Helen, Luwam, Mehret, Rahel, Senait, Tsega, Winta, Yordanos, Azieb',
    'Yonas, Abel, Dawit, Filmon, Haben, Kibrom, Merhawi, Robel, Samuel, Tesfay, Yohannes, Aman',
    'Tesfaye, Haile, Gebremariam, Kidane, Mehari, Tekle, Woldu, Berhe, Ghebremedhin, Habte, Okbay, Zerai',
  ),
  list(
    'Ukraina',
    'Iryna, Olena, Svitlana, Oksana, Natalija, Viktorija, Marija, Sofija, Daryna, Zlata',
    'Oleksandr, Andrij, Bohdan, Dmytro, Ivan, Maksym, Serhij, Taras, Volodymyr, Jevhen',
    'Melnyk, Shevchenko, Kovalenko, Bondarenko, Tkachenko, Kravchuk, Olijnyk, Lysenko, Savchenko, Petrenko',
  ),
  list(
    'Afghanistan',
    'Zahra, Maryam, Farzana, Nargis, Shabnam, Parwin, Laila, Sima, Freshta',
    'Mohammad Reza, Hamid, Jawad, Karim, Najib, Rahim, Sayed, Zabiullah, Esmatullah',
    'Ahmadi, Rezai, Hosseini, Karimi, Mohammadi, Noori, Rahimi, Sultani, Yusufzai, Haidari',
  ),
  list(
    'Somalia',
    'Asha, Hodan, Ifrah, Khadija, Sahra, Ubah, Hibo, Fowsiyo',
    'Abdi, Abdirahman, Cabdullahi, Liban, Mahad, Warsame, Guled, Ismail',
    'Abdullahi, Cali, Farah, Hersi, Jama, Mohamud, Nur, Osman, Warsame, Xasan',
  ),
  list(
    'DR Kongo',
    'Béatrice, Chantal, Espérance, Furaha, Joséphine, Neema, Riziki',
    'Jean-Pierre, Dieudonné, Emmanuel, Innocent, Bahati, François, Désiré',
    "Mukendi, Kabongo, Mbuyi, Ilunga, N'Landu, Tshibanda, Bisimwa, M'Bala",
  ),
  list(
    'Sudan',
    'Amal, Hanan, Ikhlas, Mawahib, Rania, Suad',
    'Adam, Bakri, Elsadig, Hatim, Mutasim, Osman',
    'Abdelrahman, Eltayeb, Hamid, Idris, Mohamed, Yagoub',
  ),
  list(
    'Tyrkia',
    'Ayşe, Gül, Çiğdem, Şeyma, Zübeyde, İpek, Özlem',
    'Ömer, Çağatay, İbrahim, Şahin, Uğur, Görkem, Yiğit',
    'Çelik, Şahin, Öztürk, Yıldız, Güneş, Kılıç, Aydoğan',
  ),
  list(
    'Myanmar',
    'Aye Aye, Naw Paw, Thida, Hla Hla, Mya',
    'Aung, Kyaw Zin, Saw Htoo, Min Thu, Zaw',
    'Htun, Lwin, Moe, Win, Soe',
  ),
  list(
    'Colombia',
    'María José, Lucía, Íngrid, Nuria, Ángela',
    'José Ángel, Andrés, Íñigo, Raúl, Óscar',
    'Muñoz, García, Núñez Peña, Gómez, Ávila',
  ),
  list(
    'Vietnam',
    'Thị Ánh, Hương, Nguyệt, Thảo, Phượng',
    'Đức, Văn Hùng, Quốc, Tuấn, Bảo',
    'Nguyễn, Trần, Phạm, Đặng, Lê',
  ),
  list(
    'Statsløs',
    'Åse Mariam, Ærlin, Ødis, Aagot, Bjørg, Sæbjørg',
    'Øyvind, Åsmund, Aasmund, Bjørn, Håkon, Kåre, Pål, Tormod Ærø',
    "Ødegård, Aasen, Åsen, Sæther, Østby, Årnes, Aas, Ås, Bjørnstad, Løvås, Næss, D'Angelo, Øverås-Håland, Ærland",
  ),
]

/** Where people move to and come from; numbers as of 2021. */
export const otherMunicipalities: readonly [string, ...string[]] = [
  '0301',
  '1103',
  '3005',
  '3801',
  '3802',
  '3803',
  '3805',
  '3806',
  '3807',
  '4204',
  '4601',
  '5001',
  '5401',
]
