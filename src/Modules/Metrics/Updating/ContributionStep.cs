using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Reads what the session's participants contributed to each wiki, as far as it was not read before. Each answer is
/// appended, then noted; so what was read before a wiki fails or the Host dies is kept, and is not asked for again.
/// </summary>
internal sealed class ContributionStep(ActionApi api, UserPageTitles titles, EditSummaries summaries, Cursors cursors)
    : IUpdateStep
{
    private const string Redirect = "mw-new-redirect";

    /// <summary>How many questions wait for one wiki at a time; the wiki's gate lets no more through.</summary>
    private const int AtATime = 3;

    /// <summary>Who was asked for so shortly ago, before an interruption, is not asked for again at once.</summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    public string Name => "contributions";

    public int Rank => 10;

    public bool FollowsSavers => true;

    public async Task Run(UpdateRun run, CancellationToken cancellation)
    {
        var readers = run.People.Select(p => new Reader(p.Value, Cursors.HashOf(p.Key))).ToArray();
        await run.EachWiki(
            (wiki, stop) =>
                new WikiReading(
                    run,
                    wiki,
                    readers.Where(r => run.Reads(r.Person, wiki)).ToDictionary(r => r.Person),
                    api,
                    titles,
                    summaries,
                    cursors
                ).Read(stop),
            cancellation
        );
    }

    /// <summary>One wiki in one run.</summary>
    private sealed class WikiReading(
        UpdateRun run,
        Wiki wiki,
        IReadOnlyDictionary<PersonId, Reader> readers,
        ActionApi api,
        UserPageTitles titles,
        EditSummaries summaries,
        Cursors cursors
    )
    {
        private readonly Dictionary<PersonId, string> names = run.People.ToDictionary(p => p.Value, p => p.Key);
        private int answers;
        private WikiException? failure;

        public async Task Read(CancellationToken cancellation)
        {
            var interrupted = await Interrupted(cancellation);
            await ReadAll(interrupted, cancellation);

            var known = await cursors.Of(run.Session.Id, wiki.Id.Value, cancellation);
            await TellRenamed(known.Values, cancellation);
            await ReadAll(await Plan(known, interrupted, cancellation), cancellation);
            if (run.Reason is not UpdateReason.Coordinator)
            {
                Array.ForEach([.. known.Values.Where(IsStillRejected).Select(c => c.Person)], TellRejected);
            }
        }

        /// <summary>People whose contributions were read under another name than they have now; they are read anew.</summary>
        private Task<int> TellRenamed(IEnumerable<Cursor> known, CancellationToken cancellation) =>
            run.Append(
                [
                    .. known
                        .Where(c => readers.TryGetValue(c.Person, out var now) && now.NameHash != c.NameHash)
                        .Select(c =>
                            (
                                $"renamed:{c.Person}:{run.Update}",
                                (ActivityEvent)new ParticipantRenamed(run.Session.Id, c.Person, run.Now)
                            )
                        ),
                ],
                cancellation
            );

        private bool IsStillRejected(Cursor known) =>
            known.Rejected && readers.TryGetValue(known.Person, out var now) && now.NameHash == known.NameHash;

        /// <summary>
        /// What an interrupted run left. What is about other people, names or times by now is dropped; a live update, which
        /// knows a few people only, leaves it to the next look.
        /// </summary>
        private async Task<IReadOnlyList<Part>> Interrupted(CancellationToken cancellation)
        {
            var found = await cursors.Unfinished(run.Session.Id, wiki.Id.Value, cancellation);
            var fits = found.ToLookup(Fits);
            foreach (var other in run.Savers is null ? fits[false] : [])
            {
                await cursors.Drop(other, cancellation);
            }

            return [.. fits[true]];
        }

        private bool Fits(Part part) =>
            part.Window.From >= run.Session.TrackedFrom
            && part.Window.Until <= run.Session.TrackedUntil
            && part.Readers.All(r => readers.TryGetValue(r.Person, out var now) && now.NameHash == r.NameHash);

        private Task<IReadOnlyList<Part>> Plan(
            IReadOnlyDictionary<PersonId, Cursor> known,
            IReadOnlyList<Part> interrupted,
            CancellationToken cancellation
        )
        {
            var now = run.Now;
            var current = interrupted
                .Where(p => now - p.AskedAt < JustNow)
                .SelectMany(p => p.Readers, (_, r) => r.Person)
                .ToHashSet();
            var readings = Reading.Plan(
                new(run.Session.TrackedFrom, run.Session.TrackedUntil),
                now,
                readers.Values.Where(r => !current.Contains(r.Person)),
                known,
                askRejected: run.Reason is UpdateReason.Coordinator
            );
            return cursors.Plan(run.Session.Id, wiki.Id.Value, readings, readers, now, cancellation);
        }

        /// <summary>When one part fails, those under way come to their ends, and no other begins.</summary>
        private async Task ReadAll(IReadOnlyList<Part> parts, CancellationToken cancellation)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation };
            await Parallel.ForEachAsync(parts, options, (part, stop) => new(TryRead(part, stop)));
            if (failure is not null)
            {
                throw failure;
            }
        }

        private async Task TryRead(Part part, CancellationToken cancellation)
        {
            if (failure is null)
            {
                try
                {
                    await Read(part, cancellation);
                }
                catch (WikiException e)
                {
                    failure = e;
                }
            }
        }

        private async Task Read(Part part, CancellationToken cancellation)
        {
            Array.ForEach([.. part.Rejected], TellRejected);
            var left = part.Left.Select(q => new ContributionsLeft([.. q.People.Select(p => names[p])], q.Continue));
            var pages = api.Contributions(wiki, [.. left], part.Window.From, part.Window.Until, cancellation);
            await foreach (var page in pages)
            {
                await Append(page, cancellation);
                Tell(page);
                part = part with
                {
                    Left = [.. page.Left.Select(q => new StillToAsk(PeopleOf(q.UserNames), q.Continue))],
                    Rejected = [.. part.Rejected, .. PeopleOf(page.Rejected)],
                };
                if (part.Left.Count > 0)
                {
                    await cursors.GoOn(part, cancellation);
                }

                run.Report(wiki.Id.Value, Interlocked.Increment(ref answers), null);
            }

            await cursors.Finish(part, cancellation);
        }

        private PersonId[] PeopleOf(IReadOnlyList<string> userNames) => [.. userNames.Select(n => run.People[n])];

        private async Task Append(ContributionPage page, CancellationToken cancellation)
        {
            var rows = page.Rows.Where(row => run.People.ContainsKey(row.User)).ToArray();
            await titles.Keep(rows, cancellation);
            await summaries.Keep(rows, cancellation);
            await run.Append(
                [.. rows.Select(row => (Activity.KeyOf(row.Wiki.Value, row.RevisionId), (ActivityEvent)Recorded(row)))],
                cancellation
            );
        }

        private PageUpdateRecorded Recorded(Contribution row) =>
            new(
                run.Session.Id,
                row.Wiki.Value,
                row.RevisionId,
                row.PageId,
                row.Namespace,
                UserPageTitles.ForTheLog(row.Namespace, row.Title),
                run.People[row.User],
                row.Timestamp,
                // Unknown where an old wiki never recorded sizes: it adds nothing to the sums then.
                row.SizeDifference
                    ?? 0,
                row.IsNew,
                row.Tags.Contains(Redirect, StringComparer.Ordinal),
                row.IsMinor,
                row.ParentId
            );

        private void Tell(ContributionPage page)
        {
            foreach (var person in PeopleOf(page.Rejected))
            {
                TellRejected(person);
            }

            if (page.ReadOnlyReason is { } reason)
            {
                run.Tell(new WikiFoundReadOnly(run.Session.Id, run.Update, wiki.Id.Value, reason, run.Now));
            }
        }

        private void TellRejected(PersonId person) =>
            run.Tell(new AccountNotRead(run.Session.Id, run.Update, wiki.Id.Value, person, run.Now));
    }
}
