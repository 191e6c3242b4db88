using System.Globalization;
using System.Text.Json;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>Answers in the shapes that MediaWiki 1.39 gave (format=json, formatversion=2, errorformat=plaintext).</summary>
internal static class Recorded
{
    internal const string NoContributions = """{"batchcomplete":true,"query":{"usercontribs":[]}}""";

    internal const string SiteGeneral =
        """{"sitename":"Wikipedia","generator":"MediaWiki 1.39.17","wikiid":"enwiki","readonly":false}""";

    internal const string SiteReadOnly =
        """{"sitename":"Wikipedia","generator":"MediaWiki 1.39.17","wikiid":"enwiki","readonly":true,"readonlyreason":"Switching data centres"}""";

    internal static string Site { get; } =
        $$$"""
            {"batchcomplete":true,"query":{"general":{{{SiteGeneral}}},"namespaces":{
             "-1":{"id":-1,"case":"first-letter","name":"Special","subpages":false,"canonical":"Special","content":false,"nonincludable":false},
             "0":{"id":0,"case":"first-letter","name":"","subpages":false,"content":true,"nonincludable":false},
             "120":{"id":120,"case":"case-sensitive","name":"Eigenschaft","subpages":false,"canonical":"Property","content":true,"nonincludable":false}},
             "extensions":[{"type":"skin","name":"Vector","version":"1.0.0"},{"type":"specialpage","name":"CentralAuth"}]}}
            """;

    internal static string Error(string code, string text) =>
        $$"""
            {"errors":[{"code":{{JsonSerializer.Serialize(code)}},"text":{{JsonSerializer.Serialize(
                text
            )}},"module":"main"}],
             "docref":"See http://127.0.0.1/w/api.php for API usage."}
            """;

    internal static string BadUser(string name) =>
        Error("baduser", $"Invalid value \"{name}\" for user parameter \"ucuser\".");

    internal static string Row(long revision, string user, string timestamp) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"userid":4,"user":{{JsonSerializer.Serialize(user)}},"pageid":16,"revid":{{revision}},"parentid":0,"ns":6,
             "title":"File:Blue square.png","timestamp":"{{timestamp}}","new":true,"minor":false,"top":true,
             "comment":"a blue square","size":53,"sizediff":53,"tags":["visualeditor"]}
            """
        );

    internal static string Contributions(IEnumerable<string> rows, string? uccontinue = null, string? general = null)
    {
        string next = uccontinue is null
            ? ""
            : $$"""
                "continue":{"uccontinue":"{{uccontinue}}","continue":"-||siteinfo"},
                """;
        string site = general is null ? "" : $",\"general\":{general}";
        return $$$"""
            {"batchcomplete":true,{{{next}}}"query":{"usercontribs":[{{{string.Join(',', rows)}}}]{{{site}}}}}
            """;
    }
}
