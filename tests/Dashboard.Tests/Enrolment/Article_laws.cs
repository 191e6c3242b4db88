using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using FsCheck;
using FsCheck.Fluent;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Whatever is asked in whatever order, who has which article is what plain sets would say.</summary>
public sealed class Article_laws
{
    private static readonly PersonId[] People = [Alice, Bob, Carol];
    private static readonly string[] Titles = ["Mary Anning", "Etta Semple"];

    [Fact]
    public void Roles_are_what_plain_sets_would_be_and_nobody_has_two_of_one_article() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<(byte Kind, byte Person, byte Title)[]>(),
                asked =>
                {
                    var list = ArticleList.Initial;
                    var model = new Model();
                    foreach (var (kind, person, title) in asked)
                    {
                        var (who, what) = (People[person % People.Length], Titles[title % Titles.Length]);
                        foreach (var e in Decide(list, kind % 8, who, what).Events)
                        {
                            list = ArticleList.Evolve(list, e);
                        }

                        model.Ask(kind % 8, who, what);
                        Assert.Equal(model.Listed.Order(), list.Articles.Values.Select(a => a.Title).Order());
                        Assert.Equal(model.Roles.Order(), RolesIn(list).Order());
                        Assert.All(list.Articles.Values, a => Assert.Empty(a.Authors.Intersect(a.Reviewers)));
                        Assert.All(list.Articles.Values, a => Assert.True(a.Authors.Count <= model.Most));
                    }
                }
            )
        );

    private static IEnumerable<(string, Guid, ArticleRole)> RolesIn(ArticleList list) =>
        from article in list.Articles.Values
        from role in Enum.GetValues<ArticleRole>()
        from person in article.Having(role)
        select (article.Title, person.Value, role);

    private static Decision<ArticleListEvent> Decide(ArticleList list, int kind, PersonId person, string title)
    {
        var id = ArticleList.IdOf(Session, "enwiki", title);
        return kind switch
        {
            0 => OfferArticles.Decide(list, new(Session, true, ACoordinator, [Wanted(title)], null, Now)),
            1 => Assign(list, id, person, ArticleRole.Author),
            2 => Assign(list, id, person, ArticleRole.Reviewer),
            3 => Release(list, id, person, ArticleRole.Author),
            4 => Release(list, id, person, ArticleRole.Reviewer),
            5 => WithdrawArticle.Decide(list, new(Session, true, ACoordinator, id, Now)),
            6 => LeaveArticles.Decide(list, new(Session, person, Now)),
            // More only, so that the number of authors is a law.
            _ => SetAuthorsPerArticle.Decide(list, new(Session, true, ACoordinator, 2, Now)),
        };
    }

    private static WantedPage Wanted(string title) =>
        new(title, English, new(title, title, PageState.Exists, 0, Array.IndexOf(Titles, title) + 1, 8, false));

    private static Decision<ArticleListEvent> Assign(ArticleList list, Guid id, PersonId person, ArticleRole role) =>
        AssignArticle.Decide(list, new(Session, true, SignedIn(person), id, true, person, role, Now));

    private static Decision<ArticleListEvent> Release(ArticleList list, Guid id, PersonId person, ArticleRole role) =>
        ReleaseArticle.Decide(list, new(Session, true, SignedIn(person), id, role, person, Now));

    private sealed class Model
    {
        public HashSet<string> Listed { get; } = [];

        public HashSet<(string Title, Guid Person, ArticleRole Role)> Roles { get; } = [];

        public int Most { get; private set; } = 1;

        public void Ask(int kind, PersonId person, string title)
        {
            var (author, reviewer) = (
                (title, person.Value, ArticleRole.Author),
                (title, person.Value, ArticleRole.Reviewer)
            );
            switch (kind)
            {
                case 0:
                    Listed.Add(title);
                    break;
                case 1
                    when Listed.Contains(title)
                        && Roles.Count(r => r.Title == title && r.Role == ArticleRole.Author) < Most:
                    Roles.Remove(reviewer);
                    Roles.Add(author);
                    break;
                case 2 when Listed.Contains(title) && !Roles.Contains(author):
                    Roles.Add(reviewer);
                    break;
                case 3:
                    Roles.Remove(author);
                    break;
                case 4:
                    Roles.Remove(reviewer);
                    break;
                case 5:
                    Listed.Remove(title);
                    Roles.RemoveWhere(r => r.Title == title);
                    break;
                case 6:
                    Roles.RemoveWhere(r => r.Person == person.Value);
                    break;
                case 7:
                    Most = 2;
                    break;
            }
        }
    }
}
