using System.Collections.Frozen;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// The public Wikimedia wikis: database name and host. A wiki is a language and a project, or one of the few without a
/// language; which projects a language has is not told here: a pair that does not exist simply cannot be reached.
/// A language that Wikimedia adds later is configured (<see cref="WikiSettings.Wikis"/>) until it is in this list.
/// </summary>
internal static class WikimediaWikis
{
    // Codes as they appear in hosts; the database name has underscores for the hyphens.
    private const string Languages = """
        aa ab ace ady af ak als alt am ami an ang ann anp ar arc ary arz as ast atj av avk awa ay az azb ba ban bar
        bat-smg bbc bcl bdr be bew bg bh bi bjn blk bm bn bo bpy br bs btm bug bxr ca cbk-zam cdo ce ceb ch cho chr chy
        ckb co cr crh cs csb cu cv cy da dag de dga din diq dsb dty dv dz ee el eml en eo es et eu ext fa fat ff fi
        fiu-vro fj fo fon fr frp frr fur fy ga gag gan gcr gd gl glk gn gom gor got gpe gu guc gur guw gv ha hak haw he
        hi hif ho hr hsb ht hu hy hyw hz ia iba id ie ig igl ii ik ilo inh io is it iu ja jam jbo jv ka kaa kab kaj kbd
        kbp kcg kg kge ki kj kk kl km kn knc ko koi kr krc ks ksh ku kus kv kw ky la lad lb lbe lez lfn lg li lij lld lmo
        ln lo lrc lt ltg lv mad mai map-bms mdf mg mh mhr mi min mk ml mn mni mnw mos mr mrj ms mt mus mwl my myv mzn na
        nah nap nds nds-nl ne new ng nia nl nn no nov nqo nr nrm nso nup nv ny oc olo om or os pa pag pam pap pcd pcm pdc
        pfl pi pih pl pms pnb pnt ps pt pwn qu rm rmy rn ro roa-rup roa-tara rsk ru rue rw sa sah sat sc scn sco sd se sg
        sh shi shn si simple sk skr sl sm smn sn so sq sr srn ss st stq su sv sw syl szl szy ta tay tcy tdd te ten tet tg
        th ti tig tk tl tly tn to tpi tr trv ts tt tum tw ty tyv udm ug uk ur uz ve vec vep vi vls vo wa war wo wuu xal
        xh xmf yi yo za zea zgh zh zh-classical zh-min-nan zh-yue zu
        """;

    // What the database names end in, and the domain.
    private static readonly (string Suffix, string Project)[] Projects =
    [
        ("wiki", "wikipedia"),
        ("wiktionary", "wiktionary"),
        ("wikibooks", "wikibooks"),
        ("wikinews", "wikinews"),
        ("wikiquote", "wikiquote"),
        ("wikisource", "wikisource"),
        ("wikiversity", "wikiversity"),
        ("wikivoyage", "wikivoyage"),
    ];

    // The modern code of a language is often typed where the wiki kept its first one.
    private static readonly (string Typed, string Host)[] LanguageAliases =
    [
        ("yue", "zh-yue"),
        ("nan", "zh-min-nan"),
        ("lzh", "zh-classical"),
        ("gsw", "als"),
        ("nb", "no"),
        ("sgs", "bat-smg"),
        ("vro", "fiu-vro"),
        ("rup", "roa-rup"),
    ];

    private static readonly (string Id, string Host)[] WithoutLanguage =
    [
        ("commonswiki", "commons.wikimedia.org"),
        ("wikidatawiki", "www.wikidata.org"),
        ("metawiki", "meta.wikimedia.org"),
        ("specieswiki", "species.wikimedia.org"),
        ("incubatorwiki", "incubator.wikimedia.org"),
        ("outreachwiki", "outreach.wikimedia.org"),
        ("wikimaniawiki", "wikimania.wikimedia.org"),
        ("mediawikiwiki", "www.mediawiki.org"),
        ("wikifunctionswiki", "www.wikifunctions.org"),
        ("sourceswiki", "wikisource.org"),
        ("betawikiversity", "beta.wikiversity.org"),
        ("testwiki", "test.wikipedia.org"),
        ("test2wiki", "test2.wikipedia.org"),
        ("testwikidatawiki", "test.wikidata.org"),
        ("testcommonswiki", "test-commons.wikimedia.org"),
        // The one Wikipedia whose host was renamed and whose database was not.
        ("be_x_oldwiki", "be-tarask.wikipedia.org"),
    ];

    private static readonly (string Name, string Id)[] NameAliases =
    [
        ("commons", "commonswiki"),
        ("meta", "metawiki"),
        ("species", "specieswiki"),
        ("wikispecies", "specieswiki"),
        ("incubator", "incubatorwiki"),
        ("outreach", "outreachwiki"),
        ("wikimania", "wikimaniawiki"),
        ("be-x-old.wikipedia", "be_x_oldwiki"),
        ("be_taraskwiki", "be_x_oldwiki"),
    ];

    /// <summary>Host by database name.</summary>
    internal static FrozenDictionary<string, string> Hosts { get; } =
        ByLanguage(Codes()).Concat(WithoutLanguage).ToFrozenDictionary(w => w.Id, w => w.Host, StringComparer.Ordinal);

    /// <summary>Database name by what people call the wiki (see <see cref="DisplayName"/>), old and new codes alike.</summary>
    internal static FrozenDictionary<string, string> Ids { get; } =
        Hosts
            .Select(w => (Name: DisplayName(w.Value), Id: w.Key))
            .Concat(LanguageAliases.SelectMany(TypedForms))
            .Concat(NameAliases)
            .ToFrozenDictionary(w => w.Name, w => w.Id, StringComparer.Ordinal);

    /// <summary>Whether a host is that of a Wikimedia wiki.</summary>
    internal static bool IsOne(string host) => Ids.ContainsKey(DisplayName(host));

    /// <summary>A host as people say it: <c>en.wikipedia</c>, <c>wikidata</c>, <c>commons.wikimedia</c>.</summary>
    internal static string DisplayName(string host)
    {
        string name = host.EndsWith(".org", StringComparison.Ordinal) ? host[..^4] : host;
        return name.StartsWith("www.", StringComparison.Ordinal) ? name[4..] : name;
    }

    private static string[] Codes() => Languages.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(string Id, string Host)> ByLanguage(string[] codes) =>
        from code in codes
        from project in Projects
        select (Id(code, project.Suffix), $"{code}.{project.Project}.org");

    private static IEnumerable<(string Name, string Id)> TypedForms((string Typed, string Host) alias) =>
        Projects.SelectMany(p =>
            new[]
            {
                ($"{alias.Typed}.{p.Project}", Id(alias.Host, p.Suffix)),
                (Id(alias.Typed, p.Suffix), Id(alias.Host, p.Suffix)),
            }
        );

    private static string Id(string code, string suffix) => code.Replace('-', '_') + suffix;
}
