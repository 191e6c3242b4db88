using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// Finds the wikis that a coordinator named, and asks each whether it is the one that was meant and has those namespaces.
/// </summary>
internal sealed class WikiNames(WikiDirectory directory, SiteInfos sites)
{
    /// <summary>How long a coordinator waits for all wikis together.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The wikis in the order of their names, each once; or the first of them that is refused, with the reason.</summary>
    public async Task<ResolvedWikis> Resolve(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var entries = names.Select(n => WikiEntry.Read(n, text => directory.Find(text) is not null)).ToArray();
        if (Array.Find(entries, e => directory.Find(e.Name) is null) is { } unknown)
        {
            return ResolvedWikis.Failed(NoSuchWiki(unknown.Name));
        }

        var named = entries
            .Select(e => (Wiki: directory.Find(e.Name)!, Entry: e))
            .GroupBy(n => n.Wiki.Id)
            .Select(g => new Named(g.First().Wiki, g.First().Entry.Name, NamespacesOf(g.Select(n => n.Entry))))
            .ToArray();
        var refusals = await Task.WhenAll(named.Select(n => Refuse(n, cancellation)));
        return Array.Find(refusals, r => r is not null) is { } refusal
            ? ResolvedWikis.Failed(refusal)
            : new(
                [.. named.Select(n => new TrackedWiki(n.Wiki.Id.Value, n.Namespaces ?? n.Wiki.ContentNamespaces))],
                null
            );
    }

    /// <summary>A list as a form shows it: <see cref="Resolve"/> reads the same wikis from it again.</summary>
    public string Typed(IEnumerable<TrackedWiki> wikis) =>
        string.Join('\n', wikis.Select(w => Entry(w, NameOf(w.Wiki))));

    /// <summary>The same as the API and the log have it, by database name.</summary>
    public IReadOnlyList<string> Kept(IEnumerable<TrackedWiki> wikis) => [.. wikis.Select(w => Entry(w, w.Wiki))];

    /// <summary>What is kept as the wikis that it means; of one that is not known any more, the main namespace.</summary>
    public IReadOnlyList<TrackedWiki> Read(IReadOnlyList<string>? kept) =>
        [
            .. (kept ?? [])
                .Select(text => WikiEntry.Read(text, entry => directory.Find(entry) is not null))
                .Select(e => new TrackedWiki(e.Name, e.ContentNamespaces ?? DefaultsOf(e.Name))),
        ];

    /// <summary>The namespaces that were chosen for this wiki; empty where they are its default.</summary>
    public IReadOnlyList<int> Chosen(TrackedWiki wiki) =>
        wiki.ContentNamespaces.SequenceEqual(DefaultsOf(wiki.Wiki)) ? [] : wiki.ContentNamespaces;

    private string Entry(TrackedWiki wiki, string name) =>
        Chosen(wiki) is { Count: > 0 } chosen ? $"{name}: {string.Join(", ", chosen)}" : name;

    private string NameOf(string wiki) => directory.Find(wiki)?.DisplayName ?? wiki;

    private IReadOnlyList<int> DefaultsOf(string wiki) => directory.Find(wiki)?.ContentNamespaces ?? [0];

    /// <summary>All that were typed for one wiki; null if none were.</summary>
    private static int[]? NamespacesOf(IEnumerable<WikiEntry> entries)
    {
        var numbers = entries.SelectMany(e => e.ContentNamespaces ?? []).Distinct().Order().ToArray();
        return numbers.Length == 0 ? null : numbers;
    }

    private async Task<Refusal?> Refuse(Named named, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var site = await sites.Of(named.Wiki, limit.Token);
            return site.Id != named.Wiki.Id ? AnotherWiki(named, site) : WithoutNamespace(named, site);
        }
        catch (WikiException e) when (e.IsTransient)
        {
            return NotAnswering(named.Name, e.Message);
        }
        catch (WikiException)
        {
            return NoSuchWiki(named.Name);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return NotAnswering(named.Name, $"{named.Wiki.DisplayName} takes too long to answer.");
        }
    }

    private static Refusal NoSuchWiki(string name) =>
        Refusal.Invalid(
            "no-such-wiki",
            $"There is no wiki “{name}”. Write it as en.wikipedia, enwiki or https://en.wikipedia.org."
        );

    private static Refusal NotAnswering(string name, string reason) =>
        Refusal.Conflict(
            "wiki-not-answering",
            $"{reason} Nothing was changed: check the name “{name}”, or try again later."
        );

    private static Refusal AnotherWiki(Named named, SiteInfo site) =>
        Refusal.Invalid(
            "another-wiki",
            $"What answers for “{named.Name}” says that it is {site.Id}. Who runs this dashboard must mend its settings."
        );

    private static Refusal? WithoutNamespace(Named named, SiteInfo site)
    {
        var missing = (named.Namespaces ?? []).Except(site.Namespaces.Select(n => n.Number)).ToArray();
        return missing.Length == 0
            ? null
            : Refusal.Invalid(
                "no-such-namespace",
                $"{named.Wiki.DisplayName} has no namespace {missing[0]}. Write the numbers that it has, as in en.wikipedia: 0, 14."
            );
    }

    /// <summary>A wiki, what it was called, and the namespaces that were typed for it.</summary>
    private sealed record Named(Wiki Wiki, string Name, IReadOnlyList<int>? Namespaces);
}

/// <summary>The wikis that were named, by database name; or why not.</summary>
internal sealed record ResolvedWikis(IReadOnlyList<TrackedWiki> Wikis, Refusal? Refusal)
{
    public static ResolvedWikis Failed(Refusal refusal) => new([], refusal);
}
