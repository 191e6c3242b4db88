using System.Buffers;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// Counts the references of wikitext: each <c>&lt;ref&gt;</c> tag, whether it brings a text or uses that of another one
/// again, and each template that makes such a tag by itself. The rules of tags are those of MediaWiki's preprocessor
/// (Preprocessor_Hash): the first <c>&gt;</c> ends a tag, one that is never closed is text, and what stands in comments and
/// in tags like <c>nowiki</c> is no markup.
/// </summary>
public static class WikitextReferences
{
    private const string Comment = "<!--";
    private const string CommentEnd = "-->";
    private const string Reference = "ref";
    private const string Prefix = "template:";

    private static readonly SearchValues<char> AfterName = SearchValues.Create("|{}[]<>");

    /// <summary>Tags whose text is not looked into; that of a reference may have no references.</summary>
    private static readonly string[] Tags = [Reference, "nowiki", "pre", "syntaxhighlight", "source", "math"];

    /// <summary>
    /// Templates that make a footnote by themselves: the list of the field's other counters (reference-counter of Wiki
    /// Education, articlequality of Wikimedia). Not in it are templates that stand inside a <c>ref</c> tag (<c>harvnb</c>,
    /// <c>cite web</c>), which would count twice; page numbers after one (<c>rp</c>); explanatory notes (<c>efn</c>,
    /// <c>refn</c>); and names like <c>r</c> that are something else on other wikis.
    /// </summary>
    private static readonly HashSet<string> Templates = new(StringComparer.Ordinal)
    {
        "sfn",
        "sfnp",
        "sfnm",
        "sfnmp",
        "shortened footnote template",
        // What such templates are made of: a tag in the form of a parser function.
        "#tag:ref",
    };

    /// <summary>The number of references.</summary>
    public static int Count(string wikitext)
    {
        ArgumentNullException.ThrowIfNull(wikitext);
        // Tags that have no end from here on: it is not looked for again, or many of them would take long.
        var endless = new HashSet<string>(StringComparer.Ordinal);
        int count = 0;
        for (int at = NextCue(wikitext, 0); at < wikitext.Length; )
        {
            (int next, bool counts) =
                wikitext[at] == '{' ? Template(wikitext, at)
                : wikitext.AsSpan(at).StartsWith(Comment, StringComparison.Ordinal)
                    ? (AfterComment(wikitext, at), false)
                : Tag(wikitext, at, endless);
            count += counts ? 1 : 0;
            at = NextCue(wikitext, next);
        }
        return count;
    }

    private static int NextCue(string wikitext, int from)
    {
        int cue = wikitext.AsSpan(from).IndexOfAny('<', '{');
        return cue < 0 ? wikitext.Length : from + cue;
    }

    /// <summary>A comment that is not closed goes to the end of the text.</summary>
    private static int AfterComment(string wikitext, int start)
    {
        int end = wikitext.IndexOf(CommentEnd, start + Comment.Length, StringComparison.Ordinal);
        return end < 0 ? wikitext.Length : end + CommentEnd.Length;
    }

    /// <summary>Two braces open a template; three are a parameter, and what more braces are their inner two tell.</summary>
    private static (int Next, bool Counts) Template(string wikitext, int start)
    {
        int name = start;
        while (name < wikitext.Length && wikitext[name] == '{')
        {
            name++;
        }
        if (name - start is 1 or 3)
        {
            return (name, false);
        }
        ReadOnlySpan<char> rest = wikitext.AsSpan(name);
        int end = rest.IndexOfAny(AfterName);
        string normalised = Normalised((end < 0 ? rest : rest[..end]).ToString());
        return (end < 0 ? wikitext.Length : name + end, Templates.Contains(normalised));
    }

    /// <summary>
    /// The name of a template as the list has it. The case of its first letter alone does not matter, underscores are
    /// spaces, and the namespace may stand before it.
    /// </summary>
    private static string Normalised(string name)
    {
        string tidied = string.Join(' ', name.Split([' ', '_', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (tidied.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            tidied = tidied[Prefix.Length..].TrimStart();
        }
        return tidied.Length == 0 ? "" : char.ToLowerInvariant(tidied[0]) + tidied[1..];
    }

    private static (int Next, bool Counts) Tag(string wikitext, int start, HashSet<string> endless)
    {
        string? tag = Array.Find(Tags, t => Opens(wikitext, start, t));
        int close = tag is null ? -1 : wikitext.IndexOf('>', start);
        if (tag is null || close < 0)
        {
            return (start + 1, false);
        }
        int next = wikitext[close - 1] == '/' ? close + 1 : AfterEndTag(wikitext, tag, close + 1, endless);
        return next < 0 ? (close + 1, false) : (next, tag == Reference);
    }

    private static bool Opens(string wikitext, int start, string tag)
    {
        ReadOnlySpan<char> rest = wikitext.AsSpan(start + 1);
        if (!rest.StartsWith(tag, StringComparison.OrdinalIgnoreCase) || rest.Length == tag.Length)
        {
            return false;
        }
        rest = rest[tag.Length..];
        return rest[0] == '>' || char.IsWhiteSpace(rest[0]) || rest.StartsWith("/>", StringComparison.Ordinal);
    }

    /// <summary>Where the text goes on after the end of a tag; -1 if it has none.</summary>
    private static int AfterEndTag(string wikitext, string tag, int from, HashSet<string> endless)
    {
        string opening = "</" + tag;
        while (
            !endless.Contains(tag) && (from = wikitext.IndexOf(opening, from, StringComparison.OrdinalIgnoreCase)) >= 0
        )
        {
            from += opening.Length;
            ReadOnlySpan<char> rest = wikitext.AsSpan(from).TrimStart();
            if (rest.StartsWith(">", StringComparison.Ordinal))
            {
                return wikitext.Length - rest.Length + 1;
            }
        }
        endless.Add(tag);
        return -1;
    }
}
